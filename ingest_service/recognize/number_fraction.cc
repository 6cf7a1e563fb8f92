// Parts of one, ratios and powers.
#include <cstdint>

#include "ingest_service/recognize/number_reader.h"

namespace isnad {
namespace {

// Powers beyond these are no amounts of anything.
constexpr int64_t kMaxPower = 18;

// Returns `base` to the power of `power`; nullopt where it does not fit.
absl::optional<Decimal> Raise(const Decimal& base, int64_t power) {
  if (power > kMaxPower || power < -kMaxPower) return absl::nullopt;
  absl::optional<Decimal> result = Decimal(1);
  for (int64_t i = 0; i < (power < 0 ? -power : power); ++i) {
    result = result->Times(base);
    if (!result.has_value()) return absl::nullopt;
  }
  return power < 0 ? Decimal(1).DividedBy(*result) : result;
}

// Returns whole + numerator / denominator. The sum is made before the division,
// so that only the result is rounded.
absl::optional<Decimal> AddRatio(const Decimal& whole, const Decimal& numerator,
                                 const Decimal& denominator) {
  const auto product = whole.Times(denominator);
  const auto sum =
      product.has_value() ? product->Plus(numerator) : absl::nullopt;
  return sum.has_value() ? sum->DividedBy(denominator) : absl::nullopt;
}

// Gives a number another value and end, unless the value did not fit.
void SetValue(const absl::optional<Decimal>& value, uint32_t token_end,
              Number& number) {
  if (!value.has_value()) return;
  number.value = *value;
  number.token_end = token_end;
  number.plain_digits = false;
}

}  // namespace

// Reads "half", "two thirds", "three quarters", and a magnitude after it:
// "half a billion".
absl::optional<Number> NumberReader::ReadFraction(uint32_t i) const {
  if (!IsPartOfOne(i)) return absl::nullopt;
  Number number;
  number.token_begin = i;
  number.text_begin = text_.TextBegin(i);
  number.fraction = true;
  int64_t numerator = 1;
  const Meaning* part = FindPart(i);
  number.token_end = i + 1;
  if (part == nullptr) {
    numerator = text_.Find(i, WordKind::kOnes)->value;
    part = text_.FindBare(i + 1, WordKind::kFraction);
    number.token_end = i + 2;
  } else if (part->number == GrammaticalNumber::kDual) {
    numerator = 2;
  }
  number.numerator = numerator;
  number.denominator = part->value;
  number.value = *Decimal(numerator).DividedBy(Decimal(part->value));
  const Meaning* magnitude = text_.Find(number.token_end, WordKind::kMagnitude);
  if (magnitude == nullptr || !text_.IsOnLine(number.token_end) ||
      text_.word(number.token_end)->clitic_bytes > 0 ||
      magnitude->number == GrammaticalNumber::kPlural) {
    return number;
  }
  if (const auto product = number.value.TimesPowerOfTen(magnitude->value)) {
    number.value = *product;
    number.magnitude = magnitude->value;
    ++number.token_end;
  }
  return number;
}

// Adds a part that "and" joins: of one, or of the magnitude before it ("a
// billion and a half").
void NumberReader::AddFraction(Number& number) const {
  const uint32_t next = text_.SkipAnd(number.token_end);
  if (next >= text_.size()) return;
  const auto fraction = ReadFraction(next);
  if (!fraction.has_value()) return;
  const int magnitude =
      fraction->magnitude == 0 ? number.magnitude : fraction->magnitude;
  const auto sum =
      AddRatio(number.value, Decimal(fraction->numerator, magnitude),
               Decimal(fraction->denominator));
  if (!sum.has_value()) return;
  number.value = *sum;
  number.token_end = fraction->token_end;
  number.plain_digits = false;
  number.magnitude_alone = false;
}

// "Three point one four", "zero point zero five".
void NumberReader::AddSpokenDecimals(Term& term) const {
  if (!text_.IsOnLine(term.end) ||
      !text_.IsSignWord(term.end, SignWord::kPoint) ||
      !term.value.ToInteger().has_value()) {
    return;
  }
  int places = 0;
  uint32_t i = term.end + 1;
  for (; text_.IsOnLine(i) && places < kMaxPower; ++i, ++places) {
    const Meaning* zero = text_.FindBare(i, WordKind::kOnes);
    if (zero == nullptr || zero->value != 0) break;
  }
  if (!text_.IsOnLine(i)) return;
  absl::optional<Decimal> digits;
  uint32_t end = i + 1;
  if (text_.IsDigits(i)) {
    places += static_cast<int>(text_.folded(i).size());
    digits = Decimal::Parse(text_.folded(i), "");
  } else if (const auto words = ReadBelowThousand(i, false)) {
    places += static_cast<int>(words->value.ToString().size());
    digits = words->value;
    end = words->end;
  }
  if (!digits.has_value()) return;
  const auto part = digits->TimesPowerOfTen(-places);
  const auto sum = part.has_value() ? term.value.Plus(*part) : absl::nullopt;
  if (!sum.has_value()) return;
  term.value = *sum;
  term.end = end;
}

// "3/4", "6 2/3": `number` ends with the first digits.
void NumberReader::AddDigitRatio(Number& number) const {
  const uint32_t end = number.token_end;
  const bool is_mixed = text_.IsDigits(end) && text_.IsOnLine(end);
  const uint32_t top = is_mixed ? end : end - 1;
  const bool is_ratio = text_.IsDigits(end - 1) && text_.IsDigits(top) &&
                        text_.IsSign(top + 1, '/') && text_.IsJoined(top + 1) &&
                        text_.IsJoined(top + 2) && text_.IsDigits(top + 2);
  if (!is_ratio) return;
  auto upper = Decimal::Parse(text_.folded(top), "");
  const auto lower = Decimal::Parse(text_.folded(top + 2), "");
  if (!upper.has_value() || !lower.has_value()) return;
  if (number.value.IsNegative()) upper = upper->Negated();
  SetValue(AddRatio(is_mixed ? number.value : Decimal(), *upper, *lower),
           top + 3, number);
}

// "One in twenty", "one part of a hundred", "a hundred and thirty fifths".
void NumberReader::AddWordRatio(Number& number) const {
  const uint32_t end = number.token_end;
  const QuantityText::Match over = text_.FindPhrase(end, WordKind::kOver);
  if (over && text_.IsOnLine(end) && text_.IsOnLine(over.end)) {
    const auto divisor = Read(over.end);
    if (!divisor.has_value()) return;
    SetValue(number.value.DividedBy(divisor->value), divisor->token_end,
             number);
    return;
  }
  const Meaning* part = text_.FindBare(end, WordKind::kFraction);
  if (part != nullptr && part->number == GrammaticalNumber::kPlural) {
    SetValue(number.value.DividedBy(Decimal(part->value)), end + 1, number);
  }
}

// "2.5^-1", "1e10".
void NumberReader::AddPower(Number& number) const {
  const uint32_t end = number.token_end;
  const bool is_power = text_.IsSign(end, '^');
  const bool is_exponent = text_.IsSign(end, 'e');
  if (!(is_power || is_exponent) || !text_.IsJoined(end)) return;
  const bool is_negative = text_.IsSign(end + 1, '-');
  const uint32_t digits = end + (is_negative ? 2 : 1);
  if (!text_.IsDigits(digits) || !text_.IsJoined(digits)) return;
  const auto exponent = Decimal::Parse(text_.folded(digits), "");
  const auto size =
      exponent.has_value() ? exponent->ToInteger() : absl::nullopt;
  if (!size.has_value() || *size > kMaxPower) return;
  const int64_t power = is_negative ? -*size : *size;
  SetValue(is_power ? Raise(number.value, power)
                    : number.value.TimesPowerOfTen(static_cast<int>(power)),
           digits + 1, number);
}

absl::optional<Number> NumberReader::ReadWithRatios(uint32_t i) const {
  auto number = Read(i);
  if (!number.has_value()) return absl::nullopt;
  const uint32_t end = number->token_end;
  AddDigitRatio(*number);
  if (number->token_end == end) AddWordRatio(*number);
  if (number->token_end == end) AddPower(*number);
  return number;
}

}  // namespace isnad
