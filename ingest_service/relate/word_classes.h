#ifndef ISNAD_INGEST_SERVICE_RELATE_WORD_CLASSES_H_
#define ISNAD_INGEST_SERVICE_RELATE_WORD_CLASSES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "ingest_service/lexicon/relate_check.h"

namespace isnad {

// A set of word classes, by the numbers that a WordTable gives them. What
// std::bitset does, but every rule asks for classes of every word around it,
// and a bitset is copied to memory and read in a loop for that.
class WordClasses {
 public:
  static constexpr size_t kSize = kMaxRelateClasses;

  constexpr WordClasses() = default;

  constexpr bool any() const {
    return (words_[0] | words_[1] | words_[2] | words_[3]) != 0;
  }
  constexpr bool none() const { return !any(); }
  constexpr bool HasAnyOf(const WordClasses& other) const {
    return ((words_[0] & other.words_[0]) | (words_[1] & other.words_[1]) |
            (words_[2] & other.words_[2]) | (words_[3] & other.words_[3])) != 0;
  }

  // REQUIRES: the number of a class is below kSize.
  constexpr void set(size_t number) {
    words_[number / kBits] |= uint64_t{1} << number % kBits;
  }
  constexpr void reset() { words_ = {}; }

  constexpr WordClasses& operator|=(const WordClasses& other) {
    words_[0] |= other.words_[0];
    words_[1] |= other.words_[1];
    words_[2] |= other.words_[2];
    words_[3] |= other.words_[3];
    return *this;
  }
  constexpr WordClasses& operator&=(const WordClasses& other) {
    words_[0] &= other.words_[0];
    words_[1] &= other.words_[1];
    words_[2] &= other.words_[2];
    words_[3] &= other.words_[3];
    return *this;
  }
  friend constexpr WordClasses operator|(WordClasses a, const WordClasses& b) {
    return a |= b;
  }
  friend constexpr WordClasses operator&(WordClasses a, const WordClasses& b) {
    return a &= b;
  }
  friend bool operator==(const WordClasses& a, const WordClasses& b) {
    return a.words_ == b.words_;
  }
  friend bool operator!=(const WordClasses& a, const WordClasses& b) {
    return !(a == b);
  }

  // Calls `visit` with the number of each class in it, in order.
  template <typename Visit>
  void ForEach(Visit visit) const {
    for (size_t i = 0; i < words_.size(); ++i) {
      for (uint64_t left = words_[i]; left != 0; left &= left - 1) {
        visit(i * kBits + static_cast<size_t>(__builtin_ctzll(left)));
      }
    }
  }

  template <typename H>
  friend H AbslHashValue(H hash, const WordClasses& classes) {
    return H::combine(std::move(hash), classes.words_);
  }

 private:
  static constexpr size_t kBits = 64;
  static_assert(kSize == 4 * kBits, "four words are written out above");
  std::array<uint64_t, 4> words_ = {};
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_WORD_CLASSES_H_
