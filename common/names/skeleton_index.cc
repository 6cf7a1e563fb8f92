// A skeleton s hashes to the sum of s[i] * kBase^i in 64 bits, mixed. Then the
// hash of a skeleton with one change is made of those of the parts before and
// behind it with one product, and all changes of a skeleton cost little more
// than it has symbols times classes.
#include "common/names/skeleton_index.h"

#include <algorithm>
#include <tuple>

namespace isnad {
namespace {

// Odd, so that it has an inverse.
constexpr uint64_t kBase = 0x9E3779B97F4A7C15;

// kBase * inverse = 1 in 64 bits, by Newton's method: each step doubles the
// bits that are right, of which five are to begin with.
constexpr uint64_t Inverse(uint64_t base) {
  uint64_t inverse = 3 * base ^ 2;
  for (int step = 0; step < 4; ++step) inverse *= 2 - base * inverse;
  return inverse;
}
constexpr uint64_t kInverse = Inverse(kBase);
static_assert(kBase * kInverse == 1, "of all 64 bits");

// The classes of consonants (skeleton.cc).
constexpr absl::string_view kConsonants = "BDFKLMNRST";

uint64_t ValueOf(char symbol) {
  return static_cast<unsigned char>(symbol) * uint64_t{0xBB67AE8584CAA73B};
}

bool IsDigit(char symbol) { return symbol >= '0' && symbol <= '9'; }

uint32_t Mixed(uint64_t sum) {
  sum ^= sum >> 32;
  sum *= 0xD6E8FEB86659FD93;
  return static_cast<uint32_t>(sum >> 32);
}

uint64_t SumOf(absl::string_view skeleton) {
  uint64_t sum = 0;
  for (size_t i = skeleton.size(); i-- > 0;) {
    sum = sum * kBase + ValueOf(skeleton[i]);
  }
  return sum;
}

}  // namespace

void SkeletonIndex::Add(absl::string_view skeleton, uint32_t value) {
  entries_.push_back({Mixed(SumOf(skeleton)), value});
}

void SkeletonIndex::Build() {
  const auto order = [](const Entry& a, const Entry& b) {
    return std::tie(a.hash, a.value) < std::tie(b.hash, b.value);
  };
  const auto equal = [](const Entry& a, const Entry& b) {
    return a.hash == b.hash && a.value == b.value;
  };
  std::sort(entries_.begin(), entries_.end(), order);
  entries_.erase(std::unique(entries_.begin(), entries_.end(), equal),
                 entries_.end());
  entries_.shrink_to_fit();
  // About two buckets an entry.
  while (shift_ > 4 && (size_t{1} << (32 - shift_)) < 2 * entries_.size()) {
    --shift_;
  }
  const size_t buckets = size_t{1} << (32 - shift_);
  begin_.assign(buckets + 1, 0);
  for (const Entry& entry : entries_) ++begin_[BucketOf(entry.hash) + 1];
  for (size_t i = 0; i < buckets; ++i) begin_[i + 1] += begin_[i];
}

// The work of one FindNear.
class SkeletonIndex::Query {
 public:
  Query(const SkeletonIndex& index, size_t limit, std::vector<uint32_t>* values)
      : index_(index), limit_(limit), values_(*values) {}

  bool Run(absl::string_view skeleton) {
    const uint64_t sum = SumOf(skeleton);
    Look(sum);
    uint64_t power = 1;
    uint64_t before = 0;    // of the symbols before i
    uint64_t behind = sum;  // of those from i on
    for (size_t i = 0; i <= skeleton.size(); ++i, power *= kBase) {
      // One more at i.
      for (const char added : kConsonants) {
        Look(before + ValueOf(added) * power + behind * kBase);
      }
      if (i == skeleton.size()) break;
      const uint64_t here = ValueOf(skeleton[i]) * power;
      behind -= here;
      if (!IsDigit(skeleton[i])) {
        Look(before + behind * kInverse);
        LookForOthers(skeleton[i], before + behind, power);
        if (i + 1 < skeleton.size()) {
          LookForSwapped(skeleton.substr(i, 2), sum, power);
        }
      }
      before += here;
    }
    return complete_;
  }

 private:
  void LookForOthers(char symbol, uint64_t rest, uint64_t power) {
    for (const char other : kConsonants) {
      if (other != symbol) Look(rest + ValueOf(other) * power);
    }
  }

  void LookForSwapped(absl::string_view pair, uint64_t sum, uint64_t power) {
    if (pair[0] == pair[1] || IsDigit(pair[1])) return;
    const uint64_t difference = ValueOf(pair[1]) - ValueOf(pair[0]);
    Look(sum + difference * power - difference * power * kBase);
  }

  void Look(uint64_t sum) {
    const uint32_t hash = Mixed(sum);
    const size_t bucket = index_.BucketOf(hash);
    const uint32_t end = index_.begin_[bucket + 1];
    for (uint32_t i = index_.begin_[bucket]; i < end; ++i) {
      const Entry& entry = index_.entries_[i];
      if (entry.hash > hash || !complete_) return;
      if (entry.hash == hash) Take(entry.value);
    }
  }

  void Take(uint32_t value) {
    if (std::find(values_.begin(), values_.end(), value) != values_.end()) {
      return;
    }
    if (values_.size() == limit_) {
      complete_ = false;
    } else {
      values_.push_back(value);
    }
  }

  const SkeletonIndex& index_;
  const size_t limit_;
  std::vector<uint32_t>& values_;
  bool complete_ = true;
};

bool SkeletonIndex::FindNear(absl::string_view skeleton, size_t limit,
                             std::vector<uint32_t>* values) const {
  values->clear();
  if (begin_.empty()) return true;
  const bool complete = Query(*this, limit, values).Run(skeleton);
  std::sort(values->begin(), values->end());
  return complete;
}

}  // namespace isnad
