// The parts that dates are put together from.
#include <cstdint>

#include "absl/strings/string_view.h"
#include "ingest_service/recognize/date_reader.h"
#include "ingest_service/recognize/number_ordinal.h"

namespace isnad {
namespace {

constexpr int kMaxDay = 31;
constexpr absl::string_view kArabicComma = "\u060C";

// The value of a few digits, -1 if there is anything else.
int ValueOf(absl::string_view digits) {
  int value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return -1;
    value = 10 * value + (c - '0');
  }
  return value;
}

bool HasClitics(const QuantityText& text, uint32_t i) {
  const QuantityVocabulary::Word* word = text.word(i);
  return word != nullptr && word->clitic_bytes > 0;
}

}  // namespace

// Digits from 1 to 31.
absl::optional<DateReader::Part> DateReader::ReadDay(uint32_t i) const {
  if (!text_.IsDigits(i) || text_.IsBlocked(i) || text_.folded(i).size() > 2) {
    return absl::nullopt;
  }
  const int day = ValueOf(text_.folded(i));
  if (day < 1 || day > kMaxDay) return absl::nullopt;
  return Part{day, i + 1};
}

// The rank of a day in words, with the article.
absl::optional<DateReader::Part> DateReader::ReadOrdinalDay(uint32_t i) const {
  const auto ordinal = ReadOrdinal(text_, i);
  if (!ordinal.has_value() || !ordinal->definite || ordinal->rank > kMaxDay) {
    return absl::nullopt;
  }
  return Part{ordinal->rank, ordinal->token_end};
}

absl::optional<DateReader::Part> DateReader::ReadOneMonth(
    uint32_t i, bool in_context) const {
  if (text_.IsBlocked(i)) return absl::nullopt;
  QuantityText::Match match = text_.FindPhrase(i, WordKind::kMonth);
  if (!match && in_context) {
    match = text_.FindPhrase(i, WordKind::kMonthInContext);
  }
  if (!match) return absl::nullopt;
  return Part{match.meaning->value, match.end};
}

// A month, perhaps followed by its name in another calendar: "a/b", "a (b)",
// "a b". Where the two are not the same month the first one counts.
absl::optional<DateReader::Part> DateReader::ReadMonth(uint32_t i,
                                                       bool in_context) const {
  auto month = ReadOneMonth(i, in_context);
  if (!month.has_value() || !text_.IsOnLine(month->end)) return month;
  const uint32_t sign = month->end;
  const bool slash = text_.IsSign(sign, '/');
  const bool bracket = text_.IsSign(sign, '(');
  const uint32_t next = slash || bracket ? sign + 1 : sign;
  if (HasClitics(text_, next) || !text_.IsOnLine(next)) return month;
  const auto twin = ReadOneMonth(next, true);
  if (!twin.has_value()) return month;
  if (bracket) {
    if (text_.IsSign(twin->end, ')')) month->end = twin->end + 1;
  } else if (slash || twin->value == month->value) {
    month->end = twin->end;
  }
  return month;
}

// Four digits.
absl::optional<DateReader::Part> DateReader::ReadYear(uint32_t i) const {
  if (!text_.IsDigits(i) || text_.IsBlocked(i) || text_.folded(i).size() != 4) {
    return absl::nullopt;
  }
  const int year = ValueOf(text_.folded(i));
  if (year < kMinYear || year > kMaxYear) return absl::nullopt;
  if (text_.IsJoined(i + 1) && text_.Is(i + 1, TokenKind::kLatin)) {
    return absl::nullopt;
  }
  return Part{year, i + 1};
}

// A year that follows a month: after nothing, a comma, slash or hyphen, or "of
// the year".
absl::optional<DateReader::Part> DateReader::ReadYearAfter(uint32_t i) const {
  if (!text_.IsOnLine(i)) return absl::nullopt;
  uint32_t next = i;
  if (text_.IsSign(i, ',') || text_.IsSign(i, '/') || text_.IsSign(i, '-') ||
      text_.folded(i) == kArabicComma) {
    ++next;
  }
  const QuantityText::Match in_year =
      text_.FindDateWord(next, DateWord::kInYear);
  if (in_year) next = in_year.end;
  if (!text_.IsOnLine(next)) return absl::nullopt;
  if (const auto year = ReadYear(next)) return year;
  if (!options_.extended || text_.IsDigits(next)) return absl::nullopt;
  // In words, where "of" may stand alone before them.
  const QuantityText::Match of = text_.FindDateWord(next, DateWord::kOf);
  if (of) next = of.end;
  const auto number = numbers_.Read(next);
  if (!number.has_value()) return absl::nullopt;
  const auto year = number->value.ToInteger();
  if (!year.has_value() || *year < kMinYear || *year > kMaxYear) {
    return absl::nullopt;
  }
  return Part{static_cast<int>(*year), number->token_end};
}

// A day of the week with its article.
absl::optional<DateReader::Part> DateReader::ReadWeekday(uint32_t i) const {
  const Meaning* weekday = text_.Find(i, WordKind::kWeekday);
  if (weekday == nullptr || !text_.word(i)->article) return absl::nullopt;
  return Part{weekday->value, i + 1};
}

// "Last" or "next" behind what they place.
absl::optional<DateReader::Part> DateReader::ReadPlacement(uint32_t i) const {
  const Meaning* relative = text_.Find(i, WordKind::kRelative);
  if (relative == nullptr || !text_.word(i)->article || !text_.IsOnLine(i)) {
    return absl::nullopt;
  }
  return Part{relative->value, i + 1};
}

// "This week", "the year past", "the month to come".
absl::optional<DateReader::RelativePart> DateReader::ReadRelative(
    uint32_t i) const {
  const Meaning* demonstrative = text_.Find(i, WordKind::kRelative);
  const bool is_this = demonstrative != nullptr && demonstrative->value == 0 &&
                       !text_.word(i)->article;
  const uint32_t token = is_this ? i + 1 : i;
  if (is_this && !text_.IsOnLine(token)) return absl::nullopt;
  const Meaning* meaning = text_.Find(token, WordKind::kTimeUnit);
  if (meaning == nullptr || meaning->number != GrammaticalNumber::kSingular ||
      !text_.word(token)->article) {
    return absl::nullopt;
  }
  const auto unit = static_cast<TimeUnit>(meaning->value);
  if (unit != TimeUnit::kWeek && unit != TimeUnit::kMonth &&
      unit != TimeUnit::kYear) {
    return absl::nullopt;
  }
  if (is_this) return RelativePart{unit, 0, token + 1};
  const auto placement = ReadPlacement(token + 1);
  if (!placement.has_value()) return absl::nullopt;
  return RelativePart{unit, placement->value, placement->end};
}

}  // namespace isnad
