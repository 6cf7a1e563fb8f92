#ifndef ISNAD_COMMON_BASE_HASH_FILTER_H_
#define ISNAD_COMMON_BASE_HASH_FILTER_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace isnad {

// A set of hashes, now and then too large: a Bloom filter of two bits a hash
// that lie in one word, so that it is asked with one access (Putze, Sanders and
// Singler, "Cache-, Hash- and Space-Efficient Bloom Filters", 2007). With 16
// bits for each of its own hashes, some three in a hundred others get past it.
//
// It views its words, which must outlive it. Thread-safe.
class HashFilter {
 public:
  // Holds nothing.
  HashFilter() = default;

  // REQUIRES: `words` come from WordsOf(), or IsSize() holds of their number.
  explicit HashFilter(absl::Span<const uint64_t> words);

  // Whether a filter can have so many words: a power of two, at least 2.
  static bool IsSize(size_t words) {
    return words >= 2 && (words & (words - 1)) == 0;
  }

  // Returns the words of a filter that holds these hashes.
  static std::vector<uint64_t> WordsOf(const std::vector<uint64_t>& hashes);

  // Whether the set has a hash; never a wrong no.
  bool Holds(uint64_t hash) const {
    const uint64_t word = places_[hash >> shift_];
    return (word >> FirstBit(hash) & word >> SecondBit(hash) & 1) != 0;
  }

  // What it was made of; empty if it holds nothing.
  absl::Span<const uint64_t> words() const { return words_; }

 private:
  static int FirstBit(uint64_t hash) { return hash & 63; }
  static int SecondBit(uint64_t hash) { return hash >> 6 & 63; }

  // The words of a filter that holds nothing.
  static constexpr uint64_t kNoWords[2] = {0, 0};

  absl::Span<const uint64_t> words_;
  const uint64_t* places_ = kNoWords;  // the words, or kNoWords
  int shift_ = 63;  // leaves as many bits of a hash as number the places
};

}  // namespace isnad

#endif  // ISNAD_COMMON_BASE_HASH_FILTER_H_
