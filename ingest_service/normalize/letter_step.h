// Arabic letters folded by eights. Of a table with all steps it does what the
// cells of the letters say; most words are nothing but these letters.
#ifndef ISNAD_INGEST_SERVICE_NORMALIZE_LETTER_STEP_H_
#define ISNAD_INGEST_SERVICE_NORMALIZE_LETTER_STEP_H_

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <cstddef>
#include <cstdint>

#include "common/text/fold.h"

namespace isnad {

// What one step reads and writes.
inline constexpr size_t kLetterStepBytes = 16;

// Letters by their two bytes of UTF-8.
struct LetterRange {
  uint16_t first;
  uint16_t last;
};

// The letters that a step folds: hamza to ghain, fa to ya. Between them lies
// tatweel, which is dropped.
inline constexpr LetterRange kStepLetters[] = {{0xD8A1, 0xD8BA},
                                               {0xD981, 0xD98A}};

// The lead byte of the first; that of the last is one more.
inline constexpr unsigned char kFirstStepLead = 0xD8;

// Those of them that do not fold to themselves.
inline constexpr uint16_t kAlefMadda = 0xD8A2;
inline constexpr uint16_t kAlefHamzaAbove = 0xD8A3;
inline constexpr uint16_t kWawHamza = 0xD8A4;
inline constexpr uint16_t kAlefHamzaBelow = 0xD8A5;
inline constexpr uint16_t kYaHamza = 0xD8A6;
inline constexpr uint16_t kTaMarbuta = 0xD8A9;
inline constexpr uint16_t kAlefMaqsura = 0xD989;
// What they fold to.
inline constexpr uint16_t kPlainAlef = 0xD8A7;
inline constexpr uint16_t kPlainHa = 0xD987;
inline constexpr uint16_t kPlainWaw = 0xD988;
inline constexpr uint16_t kPlainYa = 0xD98A;

// Whether a table folds all letters of a step as FoldLetters() does, so that it
// may be used. Only the steps of FoldStep that change such letters matter.
inline bool AgreesWithLetterStep(const FoldTable& table) {
  constexpr uint32_t kSteps = static_cast<uint32_t>(FoldStep::kAlef) |
                              static_cast<uint32_t>(FoldStep::kHamza) |
                              static_cast<uint32_t>(FoldStep::kYa) |
                              static_cast<uint32_t>(FoldStep::kTaMarbuta);
  return (table.steps() & kSteps) == kSteps;
}

#ifdef __SSE2__
namespace letter_step_internal {

// Swaps the bytes of each lane: the first byte of a letter is the low one of
// its lane, and the high one of a LetterRange.
inline __m128i Swap(__m128i lanes) {
  return _mm_or_si128(_mm_slli_epi16(lanes, 8), _mm_srli_epi16(lanes, 8));
}

// All lanes the letter, as bytes.
inline __m128i All(uint16_t letter) {
  return _mm_set1_epi16(static_cast<int16_t>(letter << 8 | letter >> 8));
}

// Sets the lanes of swapped letters in a range: moved so that its last is the
// greatest number with a sign, its first is above all that are outside.
inline __m128i AreIn(__m128i swapped, LetterRange range) {
  constexpr int kGreatest = INT16_MAX;
  const int below_first = kGreatest - (range.last - range.first) - 1;
  return _mm_cmpgt_epi16(
      _mm_add_epi16(swapped, _mm_set1_epi16(
                                 static_cast<int16_t>(kGreatest - range.last))),
      _mm_set1_epi16(static_cast<int16_t>(below_first)));
}

// What must be added to the lanes of `from` to make them `to`, 0 to others.
inline __m128i Change(__m128i letters, uint16_t from, uint16_t to) {
  return _mm_and_si128(_mm_cmpeq_epi16(letters, All(from)),
                       _mm_sub_epi16(All(to), All(from)));
}

inline __m128i Fold(__m128i letters) {
  const __m128i alefs =
      _mm_or_si128(Change(letters, kAlefMadda, kPlainAlef),
                   _mm_or_si128(Change(letters, kAlefHamzaAbove, kPlainAlef),
                                Change(letters, kAlefHamzaBelow, kPlainAlef)));
  const __m128i hamzas = _mm_or_si128(Change(letters, kWawHamza, kPlainWaw),
                                      Change(letters, kYaHamza, kPlainYa));
  const __m128i ends = _mm_or_si128(Change(letters, kTaMarbuta, kPlainHa),
                                    Change(letters, kAlefMaqsura, kPlainYa));
  return _mm_add_epi16(letters,
                       _mm_or_si128(alefs, _mm_or_si128(hamzas, ends)));
}

}  // namespace letter_step_internal

// Folds the letters of a step that stand at `text`, at most eight, and returns
// their bytes: as many of `text` as of `folded`. Reads and writes
// kLetterStepBytes of both.
inline size_t FoldLetters(const char* text, char* folded) {
  namespace internal = letter_step_internal;
  const __m128i letters =
      _mm_loadu_si128(reinterpret_cast<const __m128i*>(text));
  const __m128i swapped = internal::Swap(letters);
  const __m128i known = _mm_or_si128(internal::AreIn(swapped, kStepLetters[0]),
                                     internal::AreIn(swapped, kStepLetters[1]));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(folded), internal::Fold(letters));
  // The bits above the sixteen of the mask are set.
  const auto others = ~static_cast<unsigned>(_mm_movemask_epi8(known));
  return static_cast<size_t>(__builtin_ctz(others));
}
#else
inline size_t FoldLetters(const char*, char*) { return 0; }
#endif

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_NORMALIZE_LETTER_STEP_H_
