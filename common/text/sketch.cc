#include "common/text/sketch.h"

#include <algorithm>
#include <limits>

namespace isnad {
namespace {

constexpr size_t kHashBytes = 5;
constexpr int kHashBits = 8 * kHashBytes;

// Odd, with as many ones as zeros: the fractional part of the golden ratio.
constexpr uint64_t kFinish = 0x9E3779B97F4A7C15;

constexpr uint64_t Rotate(uint64_t value, int bits) {
  return value << bits | value >> (64 - bits);
}

// The upper bits of a product depend on all bits below them.
constexpr uint64_t Finish(uint64_t hash) {
  return (hash * kFinish) >> (64 - kHashBits);
}

// Returns the hashes of all shingles that are at most `limit`, in any order.
SketchHashes ShinglesUpTo(const std::vector<uint64_t>& words, uint64_t limit) {
  SketchHashes hashes;
  hashes.reserve(2 * kSketchHashes);
  uint64_t rolling = 0;
  for (size_t i = 0; i < words.size(); ++i) {
    rolling = Rotate(rolling, 1) ^ words[i];
    if (i + 1 < kShingleWords) continue;
    const uint64_t hash = Finish(rolling);
    if (hash <= limit) hashes.push_back(hash);
    rolling ^= Rotate(words[i + 1 - kShingleWords],
                      static_cast<int>(kShingleWords) - 1);
  }
  return hashes;
}

void KeepSmallest(SketchHashes& hashes) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  if (hashes.size() > kSketchHashes) hashes.resize(kSketchHashes);
}

// A bound below which half as many hashes again as are kept likely lie, so that
// few need sorting, which costs more than all else.
uint64_t LikelyLimit(size_t shingles) {
  constexpr uint64_t kAll = (uint64_t{1} << kHashBits) - 1;
  constexpr size_t kLikely = kSketchHashes * 3 / 2;
  return shingles <= kLikely ? kAll : kAll / shingles * kLikely;
}

}  // namespace

std::string MakeSketch(const std::vector<uint64_t>& word_hashes) {
  if (word_hashes.size() < kMinSketchWords) return "";
  const size_t shingles = word_hashes.size() + 1 - kShingleWords;
  SketchHashes hashes = ShinglesUpTo(word_hashes, LikelyLimit(shingles));
  KeepSmallest(hashes);
  if (hashes.size() < kSketchHashes) {
    // A text that repeats itself, or chance.
    hashes = ShinglesUpTo(word_hashes, std::numeric_limits<uint64_t>::max());
    KeepSmallest(hashes);
  }
  std::string sketch(1, static_cast<char>(kSketchVersion));
  sketch.reserve(1 + kHashBytes * hashes.size());
  for (const uint64_t hash : hashes) {
    for (size_t byte = 0; byte < kHashBytes; ++byte) {
      sketch += static_cast<char>(hash >> (8 * byte) & 0xFF);
    }
  }
  return sketch;
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
