#include "ingest_service/recognize/number_reader.h"

#include <cstdint>

#include "absl/strings/match.h"

namespace isnad {
namespace {

constexpr absl::string_view kTanwinFath = "\u064B";
constexpr absl::string_view kDamma = "\u064F";

bool IsTen(const Meaning* meaning) {
  return meaning != nullptr && meaning->value == 10;
}

}  // namespace

// The part of one at a token: "half". The words for a fifth, a seventh, a ninth
// and a tenth are those for five, seven, nine and ten, told apart by a damma.
const Meaning* NumberReader::FindPart(uint32_t i) const {
  const Meaning* part = text_.Find(i, WordKind::kFraction);
  constexpr uint64_t kWhole =
      KindBit(WordKind::kOnes) | KindBit(WordKind::kOnesInCompound);
  if (part == nullptr || !text_.HasKind(i, kWhole)) return part;
  const Token& token = text_.token(i);
  return absl::StrContains(
             text_.text().Text({token.text_begin, token.text_end}), kDamma)
             ? part
             : nullptr;
}

// Whether a part of one is written at a token: "half", "two thirds", "three
// quarters".
bool NumberReader::IsPartOfOne(uint32_t i) const {
  const QuantityVocabulary::Word* word = text_.word(i);
  if (word == nullptr || word->article) return false;
  const Meaning* part = FindPart(i);
  if (part != nullptr) return part->number != GrammaticalNumber::kPlural;
  const Meaning* count = text_.Find(i, WordKind::kOnes);
  if (count == nullptr || count->value < 3 || !text_.IsOnLine(i + 1)) {
    return false;
  }
  part = text_.FindBare(i + 1, WordKind::kFraction);
  return part != nullptr && part->number == GrammaticalNumber::kPlural;
}

absl::optional<NumberReader::Term> NumberReader::ReadBelowHundred(
    uint32_t i, bool is_first) const {
  if (!is_first && IsPartOfOne(i)) return absl::nullopt;
  if (const Meaning* tens = text_.Find(i, WordKind::kTens)) {
    return Term{i + 1, Decimal(tens->value)};
  }
  const Meaning* alone = text_.Find(i, WordKind::kOnes);
  const Meaning* ones =
      alone != nullptr ? alone : text_.Find(i, WordKind::kOnesInCompound);
  if (ones == nullptr) return absl::nullopt;
  if (ones->value > 0 && ones->value < 10) {
    if (text_.IsOnLine(i + 1) &&
        IsTen(text_.FindBare(i + 1, WordKind::kOnes))) {
      return Term{i + 2, Decimal(10 + ones->value)};
    }
    const uint32_t next = text_.SkipAnd(i + 1);
    const Meaning* tens = text_.Find(next, WordKind::kTens);
    if (tens != nullptr && text_.word(next)->preposition == 0) {
      return Term{next + 1, Decimal(tens->value + ones->value)};
    }
  }
  if (alone == nullptr) return absl::nullopt;
  return Term{i + 1, Decimal(alone->value)};
}

absl::optional<NumberReader::Term> NumberReader::ReadBelowThousand(
    uint32_t i, bool is_first) const {
  int64_t hundreds = 0;
  uint32_t end = i;
  if (const Meaning* joined = text_.Find(i, WordKind::kHundreds)) {
    hundreds = joined->value;
    end = i + 1;
  } else if (const Meaning* ones = text_.Find(i, WordKind::kOnes)) {
    const Meaning* hundred = text_.FindBare(i + 1, WordKind::kHundreds);
    if (ones->value >= 3 && ones->value <= 9 && hundred != nullptr &&
        hundred->value == 100 && text_.IsOnLine(i + 1)) {
      hundreds = 100 * ones->value;
      end = i + 2;
    }
  }
  if (hundreds == 0) return ReadBelowHundred(i, is_first);
  Term term{end, Decimal(hundreds)};
  const uint32_t next = text_.SkipAnd(end);
  if (next < text_.size()) {
    if (const auto rest = ReadBelowHundred(next, false)) {
      term.end = rest->end;
      term.value = *rest->value.Plus(term.value);
    }
  }
  return term;
}

// "A million", "two million". Tanwin tells the accusative of the one from the
// dual that has lost its nun.
absl::optional<NumberReader::Term> NumberReader::ReadMagnitudeAlone(
    uint32_t i) const {
  const QuantityVocabulary::Word* word = text_.word(i);
  if (word == nullptr || text_.IsBlocked(i)) return absl::nullopt;
  const Meaning* singular = nullptr;
  const Meaning* dual = nullptr;
  for (const Meaning& meaning : text_.vocabulary().MeaningsOf(*word)) {
    if (meaning.kind != WordKind::kMagnitude) continue;
    if (meaning.number == GrammaticalNumber::kSingular) singular = &meaning;
    if (meaning.number == GrammaticalNumber::kDual) dual = &meaning;
  }
  if (singular == nullptr && dual == nullptr) return absl::nullopt;
  const Token& token = text_.token(i);
  const bool has_tanwin = absl::StrContains(
      text_.text().Text({token.text_begin, token.text_end}), kTanwinFath);
  const bool is_dual = dual != nullptr && (singular == nullptr || !has_tanwin);
  const Meaning* meaning = is_dual ? dual : singular;
  Term term{i + 1, Decimal(is_dual ? 2 : 1, meaning->value), meaning->value,
            true};
  ReadMagnitudes(term);
  return term;
}

// Multiplies by the magnitudes that follow, each greater than the one before:
// "24 thousand", "a thousand billion".
void NumberReader::ReadMagnitudes(Term& term) const {
  while (text_.IsOnLine(term.end)) {
    const Meaning* next = text_.FindBare(term.end, WordKind::kMagnitude);
    if (next == nullptr || next->value <= term.magnitude) return;
    const auto product = term.value.TimesPowerOfTen(next->value);
    if (!product.has_value()) return;
    term.value = *product;
    term.magnitude = next->value;
    ++term.end;
  }
}

absl::optional<NumberReader::Term> NumberReader::ReadTerm(uint32_t i,
                                                          bool is_first) const {
  absl::optional<Term> term;
  if (text_.IsDigits(i)) {
    const DigitRun run = ReadDigits(i);
    if (run.value.has_value()) term = Term{run.token_end, *run.value};
  } else {
    term = ReadBelowThousand(i, is_first);
    if (!term.has_value()) return ReadMagnitudeAlone(i);
  }
  if (term.has_value()) {
    AddSpokenDecimals(*term);
    ReadMagnitudes(*term);
  }
  return term;
}

// Adds what "and" joins to a number with a magnitude: "a billion and 200
// million", "a thousand and five hundred". After "between" it joins nothing.
void NumberReader::AddTerms(Number& number) const {
  const QuantityText::Match open =
      text_.FindPhraseBefore(number.token_begin, WordKind::kRangeOpen);
  if (open && open.meaning->value == 1) return;
  while (number.magnitude > 0) {
    const uint32_t next = text_.SkipAnd(number.token_end);
    if (next >= text_.size() || IsPartOfOne(next)) return;
    const auto term = ReadTerm(next, false);
    const bool is_smaller =
        term.has_value() && term->value < Decimal(1, number.magnitude);
    if (!is_smaller) return;
    if (text_.IsDigits(next) && term->magnitude + 3 < number.magnitude) return;
    const auto sum = number.value.Plus(term->value);
    if (!sum.has_value()) return;
    number.value = *sum;
    number.magnitude = term->magnitude;
    number.token_end = term->end;
    number.magnitude_alone = false;
  }
}

absl::optional<Number> NumberReader::ReadTerms(uint32_t i) const {
  const auto term = ReadTerm(i, true);
  if (!term.has_value()) return absl::nullopt;
  Number number;
  number.token_begin = i;
  number.token_end = term->end;
  number.text_begin = text_.TextBegin(i);
  number.value = term->value;
  number.magnitude = term->magnitude;
  number.magnitude_alone = term->alone;
  number.plain_digits = text_.IsDigits(i) && term->end == i + 1;
  const QuantityVocabulary::Word* word = text_.word(i);
  number.definite = word != nullptr && word->article;
  AddTerms(number);
  AddFraction(number);
  return number;
}

absl::optional<Number> NumberReader::ReadSigned(uint32_t i) const {
  if (text_.Find(i, WordKind::kMinus) != nullptr && text_.IsOnLine(i + 1)) {
    auto number = ReadTerms(i + 1);
    if (!number.has_value()) return absl::nullopt;
    number->value = number->value.Negated();
    number->token_begin = i;
    number->text_begin = text_.TextBegin(i);
    number->plain_digits = false;
    return number;
  }
  if (!text_.IsDigits(i)) {
    if (auto fraction = ReadFraction(i)) return fraction;
    return ReadTerms(i);
  }
  auto number = ReadTerms(i);
  if (!number.has_value() || !text_.IsJoined(i) || text_.IsJoined(i - 1)) {
    return number;
  }
  // A sign stands free before it and touches the digits.
  if (text_.IsSign(i - 1, '.') && number->plain_digits) {
    const auto value = Decimal::Parse("", text_.folded(i));
    if (!value.has_value()) return number;
    number->value = *value;
  } else if (text_.IsSign(i - 1, '-')) {
    number->value = number->value.Negated();
  } else {
    return number;
  }
  number->token_begin = i - 1;
  number->text_begin = text_.token(i - 1).text_begin;
  number->plain_digits = false;
  return number;
}

absl::optional<Number> NumberReader::Read(uint32_t i) const {
  if (!MayBegin(i) || text_.IsBlocked(i)) return absl::nullopt;
  return ReadSigned(i);
}

}  // namespace isnad
