#include "common/base/hash_filter.h"

#include <cstddef>

namespace isnad {
namespace {

constexpr size_t kBitsPerHash = 16;
constexpr size_t kWordBits = 64;

// Bits that number so many words: at least 1.
int BitsFor(size_t words) {
  int bits = 1;
  while ((size_t{1} << bits) < words) ++bits;
  return bits;
}

int ShiftFor(size_t words) { return 64 - BitsFor(words); }

}  // namespace

HashFilter::HashFilter(absl::Span<const uint64_t> words)
    : words_(words),
      places_(words.empty() ? kNoWords : words.data()),
      shift_(ShiftFor(words.size())) {}

std::vector<uint64_t> HashFilter::WordsOf(const std::vector<uint64_t>& hashes) {
  const size_t least = hashes.size() * kBitsPerHash / kWordBits;
  std::vector<uint64_t> words(size_t{1} << BitsFor(least));
  const int shift = ShiftFor(words.size());
  for (const uint64_t hash : hashes) {
    words[hash >> shift] |=
        uint64_t{1} << FirstBit(hash) | uint64_t{1} << SecondBit(hash);
  }
  return words;
}

}  // namespace isnad
