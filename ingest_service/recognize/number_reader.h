// Numbers in digits and in words: "24", "1,587.91", "2.5 million", "three
// hundred and five", "half a billion".
#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_NUMBER_READER_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_NUMBER_READER_H_

#include <cstdint>

#include "absl/types/optional.h"
#include "ingest_service/recognize/number_decimal.h"
#include "ingest_service/recognize/quantity_text.h"

namespace isnad {

// A number in a text, without unit.
struct Number {
  uint32_t token_begin = 0;
  uint32_t token_end = 0;
  // First byte of the text after clitics; the number ends with its last token.
  uint32_t text_begin = 0;
  Decimal value;
  // Exponent of its last magnitude word, 0 for none.
  int magnitude = 0;
  // One run of digits and nothing else.
  bool plain_digits = false;
  // Nothing but a magnitude word: "a million".
  bool magnitude_alone = false;
  // It is a part of one ("half"): the ratio of these, times its magnitude.
  bool fraction = false;
  int64_t numerator = 1;
  int64_t denominator = 1;
  // Its word has the article.
  bool definite = false;
};

// What the digits at a token are.
struct DigitRun {
  // One past the run, also where it is no number.
  uint32_t token_end = 0;
  // Set if it is a number: not part of a model's name, version, time or
  // address.
  absl::optional<Decimal> value;
  // Without separators.
  bool plain = false;
};

// Reads numbers in one text. Cheap to make; `text` must outlive it.
class NumberReader {
 public:
  // Kinds of the words that a number may begin with.
  static constexpr uint64_t kKinds =
      KindBit(WordKind::kOnes) | KindBit(WordKind::kOnesInCompound) |
      KindBit(WordKind::kTens) | KindBit(WordKind::kHundreds) |
      KindBit(WordKind::kMagnitude) | KindBit(WordKind::kFraction) |
      KindBit(WordKind::kMinus);

  explicit NumberReader(const QuantityText& text) : text_(text) {}

  // Whether a number may begin at a token; never a wrong no.
  bool MayBegin(uint32_t i) const {
    return text_.IsDigits(i) || text_.HasKind(i, kKinds);
  }

  // Reads the longest number that begins at a token: digits, or a number word
  // with or without clitics. A minus before digits, and a word for it, is part
  // of it. Returns nullopt if there is none.
  absl::optional<Number> Read(uint32_t i) const;

  // As Read, and also ratios in words ("one in twenty"), digits over digits and
  // powers. REQUIRES: nothing wants these with a unit.
  absl::optional<Number> ReadWithRatios(uint32_t i) const;

  // Reads the run of digits at a token, with its separators.
  // REQUIRES: text.IsDigits(i).
  DigitRun ReadDigits(uint32_t i) const;

 private:
  // A value below thousand or in digits, times magnitudes.
  struct Term {
    uint32_t end = 0;
    Decimal value;
    int magnitude = 0;
    bool alone = false;
  };

  absl::optional<Number> ReadSigned(uint32_t i) const;
  absl::optional<Number> ReadTerms(uint32_t i) const;
  absl::optional<Term> ReadTerm(uint32_t i, bool is_first) const;
  absl::optional<Term> ReadMagnitudeAlone(uint32_t i) const;
  absl::optional<Term> ReadBelowThousand(uint32_t i, bool is_first) const;
  absl::optional<Term> ReadBelowHundred(uint32_t i, bool is_first) const;
  void ReadMagnitudes(Term& term) const;
  void AddSpokenDecimals(Term& term) const;
  void AddTerms(Number& number) const;
  absl::optional<Number> ReadFraction(uint32_t i) const;
  void AddFraction(Number& number) const;
  void AddDigitRatio(Number& number) const;
  void AddWordRatio(Number& number) const;
  void AddPower(Number& number) const;
  const Meaning* FindPart(uint32_t i) const;
  bool IsPartOfOne(uint32_t i) const;
  bool IsModelBefore(uint32_t i) const;
  bool IsModelAfter(uint32_t begin, uint32_t end) const;

  const QuantityText& text_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_NUMBER_READER_H_
