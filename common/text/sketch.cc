#include "common/text/sketch.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <utility>

namespace isnad {
namespace {

constexpr size_t kHashBytes = 5;
constexpr int kHashBits = 8 * kHashBytes;
constexpr uint64_t kMaxHash = (uint64_t{1} << kHashBits) - 1;

// Odd, with as many ones as zeros: the fractional part of the golden ratio.
constexpr uint64_t kFinish = 0x9E3779B97F4A7C15;

constexpr uint64_t Rotate(uint64_t value, int bits) {
  return value << bits | value >> (64 - bits);
}

// The upper bits of a product depend on all bits below them.
constexpr uint64_t Finish(uint64_t hash) {
  return (hash * kFinish) >> (64 - kHashBits);
}

// Returns the hashes of all shingles that are at most `limit`, in their order.
SketchHashes ShinglesUpTo(const std::vector<uint64_t>& words, uint64_t limit) {
  SketchHashes hashes(words.size());
  size_t count = 0;
  uint64_t rolling = 0;
  for (size_t i = 0; i < words.size(); ++i) {
    rolling = Rotate(rolling, 1) ^ words[i];
    if (i + 1 < kShingleWords) continue;
    // Written in any case: of a short text every second is kept, by chance.
    hashes[count] = Finish(rolling);
    count += hashes[count] <= limit ? 1 : 0;
    rolling ^= Rotate(words[i + 1 - kShingleWords],
                      static_cast<int>(kShingleWords) - 1);
  }
  hashes.resize(count);
  return hashes;
}

// Returns the smallest hashes of a text whatever they are.
SketchHashes SortedShingles(const std::vector<uint64_t>& words) {
  SketchHashes hashes = ShinglesUpTo(words, kMaxHash);
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  if (hashes.size() > kSketchHashes) hashes.resize(kSketchHashes);
  return hashes;
}

// Collects distinct hashes in rising order. Each is put where its size says,
// or behind the smaller ones that stand there (O. Amble and D. Knuth, "Ordered
// hash tables", Computer Journal 17, 1974). Hashes lie evenly, so hardly one
// needs a second look, where sorting them would compare each with several.
class RisingHashes {
 public:
  // No hash will be larger than `limit`.
  explicit RisingHashes(uint64_t limit)
      : scale_((kPlaces << kScaleBits) / (limit + 1)) {
    places_.fill(kEmpty);
  }

  void Add(uint64_t hash) {
    size_t place = hash * scale_ >> kScaleBits;
    while (places_[place] < hash) ++place;
    if (places_[place] == hash || size_ == kMost) return;
    ++size_;
    while (hash != kEmpty) std::swap(hash, places_[place++]);
  }

  // Whether it holds as many as it can, and may have left some out.
  bool IsFull() const { return size_ == kMost; }

  // Returns the smallest.
  SketchHashes Smallest() const {
    SketchHashes hashes(kSketchHashes);
    size_t count = 0;
    for (size_t place = 0; count < kSketchHashes && place < kAllPlaces;
         ++place) {
      // Written in any case, which costs less than to foretell what is empty.
      hashes[count] = places_[place];
      count += places_[place] == kEmpty ? 0 : 1;
    }
    hashes.resize(count);
    return hashes;
  }

 private:
  static constexpr size_t kPlaces = 4 * kSketchHashes;
  static constexpr size_t kMost = 2 * kSketchHashes;
  // Behind the last place there is room for all that may belong there, and for
  // one that is empty.
  static constexpr size_t kAllPlaces = kPlaces + kMost + 1;
  static constexpr uint64_t kEmpty = std::numeric_limits<uint64_t>::max();
  // Of the fraction of `scale_`: a hash times it stays below 2^64.
  static constexpr int kScaleBits = 48;

  const uint64_t scale_;  // places for each hash that there may be
  size_t size_ = 0;
  std::array<uint64_t, kAllPlaces> places_;
};

// A bound below which half as many hashes again as are kept likely lie: the
// others need no place.
uint64_t LikelyLimit(size_t shingles) {
  constexpr size_t kLikely = kSketchHashes * 3 / 2;
  return shingles <= kLikely ? kMaxHash : kMaxHash / shingles * kLikely;
}

SketchHashes SmallestShingles(const std::vector<uint64_t>& words) {
  const size_t shingles = words.size() + 1 - kShingleWords;
  const uint64_t limit = LikelyLimit(shingles);
  RisingHashes rising(limit);
  for (const uint64_t hash : ShinglesUpTo(words, limit)) rising.Add(hash);
  SketchHashes smallest = rising.Smallest();
  const bool enough = limit == kMaxHash || smallest.size() == kSketchHashes;
  // Else a text that repeats itself, or chance.
  return enough && !rising.IsFull() ? smallest : SortedShingles(words);
}

std::string Encode(const SketchHashes& hashes) {
  std::string sketch(1 + kHashBytes * hashes.size(),
                     static_cast<char>(kSketchVersion));
  char* out = &sketch[1];
  static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
                "the first bytes of a number are its low ones");
  for (const uint64_t hash : hashes) {
    std::memcpy(out, &hash, kHashBytes);
    out += kHashBytes;
  }
  return sketch;
}

}  // namespace

std::string MakeSketch(const std::vector<uint64_t>& word_hashes) {
  if (word_hashes.size() < kMinSketchWords) return "";
  return Encode(SmallestShingles(word_hashes));
}

SketchHashes DecodeSketch(absl::string_view sketch) {
  SketchHashes hashes;
  if (sketch.empty() ||
      static_cast<unsigned char>(sketch[0]) != kSketchVersion ||
      (sketch.size() - 1) % kHashBytes != 0 ||
      sketch.size() > 1 + kHashBytes * kSketchHashes) {
    return hashes;
  }
  hashes.reserve(kSketchHashes);
  for (size_t at = 1; at < sketch.size(); at += kHashBytes) {
    uint64_t hash = 0;
    for (size_t byte = kHashBytes; byte-- > 0;) {
      hash = hash << 8 | static_cast<unsigned char>(sketch[at + byte]);
    }
    if (!hashes.empty() && hash <= hashes.back()) return {};
    hashes.push_back(hash);
  }
  return hashes;
}

double Resemblance(const SketchHashes& a, const SketchHashes& b) {
  size_t i = 0;
  size_t j = 0;
  size_t either = 0;
  size_t both = 0;
  while (either < kSketchHashes && (i < a.size() || j < b.size())) {
    ++either;
    if (j == b.size() || (i < a.size() && a[i] < b[j])) {
      ++i;
    } else if (i == a.size() || b[j] < a[i]) {
      ++j;
    } else {
      ++both;
      ++i;
      ++j;
    }
  }
  if (a.empty() || b.empty()) return 0;
  return static_cast<double>(both) / static_cast<double>(either);
}

bool IsReprint(const SketchHashes& a, const SketchHashes& b) {
  if (a.empty() || b.empty()) return false;
  if (std::min(a.size(), b.size()) < kMinShinglesToEstimate) return a == b;
  return Resemblance(a, b) >= kReprintResemblance;
}

SketchHashes SketchKeys(const SketchHashes& hashes) {
  return SketchHashes(hashes.begin(),
                      hashes.begin() + static_cast<std::ptrdiff_t>(std::min(
                                           hashes.size(), kSketchKeys)));
}

}  // namespace isnad
