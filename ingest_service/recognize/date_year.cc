// The part of DateReader that reads years, and dates of the Islamic calendar.
#include <cstdint>

#include "ingest_service/recognize/date_reader.h"

namespace isnad {
namespace {

constexpr absl::string_view kArabicComma = "\u060C";
constexpr int kMaxHijriDay = 30;

}  // namespace

// A date of the Islamic calendar. It is a date, but not one of ISO 8601.
absl::optional<DateReading> DateReader::ReadHijri(uint32_t i) const {
  const auto day = ReadDay(i);
  if (!day.has_value() || day->value > kMaxHijriDay ||
      !text_.IsOnLine(day->end)) {
    return absl::nullopt;
  }
  uint32_t next = day->end;
  if (text_.IsSign(next, '-') || text_.IsSign(next, '/')) ++next;
  const QuantityText::Match of = text_.FindDateWord(next, DateWord::kOf);
  if (of) next = of.end;
  const QuantityText::Match month =
      text_.FindPhrase(next, WordKind::kHijriMonth);
  if (!month) return absl::nullopt;
  uint32_t end = month.end;
  if (text_.IsSign(end, '-') || text_.IsSign(end, '/') ||
      text_.IsSign(end, ',') ||
      (end < text_.size() && text_.folded(end) == kArabicComma)) {
    if (text_.IsDigits(end + 1)) ++end;
  }
  if (text_.IsOnLine(end) && text_.IsDigits(end)) ++end;
  const QuantityText::Match era = text_.FindDateWord(end, DateWord::kHijri);
  if (era) end = era.end;
  return MakeWithValue(i, end, "");
}

// "The year 2025", and the first of "the years 2024 and 2025".
absl::optional<DateReading> DateReader::ReadNamedYear(uint32_t i) const {
  const Meaning* unit = text_.Find(i, WordKind::kTimeUnit);
  const bool is_year =
      unit != nullptr && unit->value == static_cast<int>(TimeUnit::kYear);
  if (!is_year) return absl::nullopt;
  if (!text_.IsOnLine(i + 1)) return absl::nullopt;
  const auto year = ReadYear(i + 1);
  if (!year.has_value()) return absl::nullopt;
  return Make(i, year->end, {year->value, 0, 0}, 0, 0);
}

// "2022: ...", "- 2022: ...": a line of a list of years.
bool DateReader::HeadsLine(uint32_t i) const {
  if (!text_.IsOnLine(i + 1) || !text_.IsSign(i + 1, ':')) return false;
  const std::vector<Token>& tokens = text_.text().tokens();
  return tokens[i].line_before ||
         (i > 0 && tokens[i - 1].line_before &&
          tokens[i - 1].kind >= TokenKind::kPunctuation);
}

// Whether a number that may be a year stands where a year does.
bool DateReader::IsYearInContext(uint32_t i, uint32_t year_end) const {
  if (HeadsLine(i)) return true;
  if (text_.FindPhraseBefore(i, WordKind::kYearCue)) return true;
  if (text_.IsSign(i - 1, '(') && text_.IsSign(i + 1, ')')) return true;
  // The second of two years.
  if (year_end != 0 && year_end < i && i - year_end <= 2) return true;
  const QuantityText::Match from =
      text_.FindPhraseBefore(i, WordKind::kRangeOpen);
  if (!from) return false;
  // "From 2025 to 2027", "the second half of 2025".
  const QuantityText::Match to = text_.FindPhrase(i + 1, WordKind::kRangeTo);
  if (to && ReadYear(to.end).has_value()) return true;
  if (from.begin == 0) return false;
  const uint32_t before = from.begin - 1;
  return text_.Find(before, WordKind::kOrdinal) != nullptr ||
         text_.Find(before, WordKind::kMonth) != nullptr ||
         text_.FindDateWord(before, DateWord::kLastOne);
}

absl::optional<DateReading> DateReader::ReadBareYear(uint32_t i,
                                                     uint32_t year_end) const {
  const auto year = ReadYear(i);
  if (!year.has_value() || year->value < kMinBareYear ||
      year->value > kMaxBareYear || !IsYearInContext(i, year_end)) {
    return absl::nullopt;
  }
  const DigitRun run = numbers_.ReadDigits(i);
  if (!run.value.has_value() || !run.plain) return absl::nullopt;
  return Make(i, i + 1, {year->value, 0, 0}, 0, 0);
}

}  // namespace isnad
