#include "ingest_service/recognize/date_reader.h"

#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "ingest_service/recognize/date_extended.h"

namespace isnad {
namespace {

constexpr absl::string_view kArabicComma = "\u060C";

// Between a day and its month stand at most a phrase ("of the month", "up to"),
// a sign and the day that a range goes to.
constexpr uint32_t kTokensBesidePhrase = 2;

bool IsTimeUnit(const Meaning* meaning, TimeUnit unit) {
  return meaning != nullptr &&
         meaning->number == GrammaticalNumber::kSingular &&
         meaning->value == static_cast<int>(unit);
}

}  // namespace

DateReading DateReader::MakeWithValue(uint32_t begin, uint32_t end,
                                      std::string value) const {
  DateReading reading;
  reading.token_begin = begin;
  reading.token_end = end;
  reading.text_begin = text_.TextBegin(begin);
  reading.value = std::move(value);
  return reading;
}

DateReading DateReader::Make(uint32_t begin, uint32_t end,
                             const DateParts& parts, int weekday,
                             int placement) const {
  DateParts whole = parts;
  if (parts.year == 0 && options_.reference.has_value()) {
    whole = ResolveYear(parts, weekday, placement, *options_.reference);
  }
  DateReading reading = MakeWithValue(begin, end, FormatDate(whole));
  reading.ends_in_year = parts.year != 0;
  return reading;
}

// "2025-08-14", "14/08/2025", "14.8.2025"; after a weekday also "25/09".
absl::optional<DateReading> DateReader::ReadNumeric(uint32_t i,
                                                    int weekday) const {
  uint32_t tokens[3] = {i, i + 2, i + 4};
  int values[3] = {};
  int count = 0;
  const bool is_sign = text_.IsSign(i + 1, '/') || text_.IsSign(i + 1, '-') ||
                       text_.IsSign(i + 1, '.');
  if (!is_sign) return absl::nullopt;
  for (; count < 3; ++count) {
    const uint32_t token = tokens[count];
    if (!text_.IsDigits(token) || text_.IsBlocked(token) ||
        !absl::SimpleAtoi(text_.folded(token), &values[count])) {
      break;
    }
    if (count > 0 && (!text_.IsJoined(token) || !text_.IsJoined(token - 1) ||
                      text_.folded(token - 1) != text_.folded(i + 1))) {
      break;
    }
  }
  if (count < 2) return absl::nullopt;
  DateParts parts;
  if (count == 3 && text_.folded(i).size() == 4) {
    parts = {values[0], values[1], values[2]};
  } else if (count == 3 && text_.folded(i + 4).size() == 4) {
    parts = {values[2], values[1], values[0]};
    if (parts.month > 12) std::swap(parts.month, parts.day);
  } else if (count == 2 && !text_.IsSign(i + 1, '.')) {
    if (weekday == 0 && !text_.FindDateWordBefore(i, DateWord::kOn)) {
      return absl::nullopt;
    }
    parts = {0, values[1], values[0]};
  } else {
    return absl::nullopt;
  }
  const bool has_year = parts.year >= kMinYear && parts.year <= kMaxYear;
  if ((parts.year != 0 && !has_year) || parts.month == 0 || parts.day == 0 ||
      !IsDate(parts)) {
    return absl::nullopt;
  }
  return Make(i, tokens[count - 1] + 1, parts, weekday, 0);
}

// "14 July 2025", "14/July/2025", "the fourth of May".
absl::optional<DateReading> DateReader::ReadDayFirst(uint32_t i,
                                                     int weekday) const {
  auto day = ReadDay(i);
  const bool in_digits = day.has_value();
  if (!in_digits) day = ReadOrdinalDay(i);
  if (!day.has_value() || !text_.IsOnLine(day->end)) return absl::nullopt;
  uint32_t next = day->end;
  const bool has_sign = text_.IsSign(next, '/') || text_.IsSign(next, '-');
  if (has_sign) ++next;
  const QuantityText::Match of = text_.FindDateWord(next, DateWord::kOf);
  if (of) next = of.end;
  if (!in_digits && !of) return absl::nullopt;
  if (!text_.IsOnLine(next)) return absl::nullopt;
  const auto month = ReadMonth(next, true);
  if (!month.has_value()) return absl::nullopt;
  DateParts parts{0, month->value, day->value};
  uint32_t end = month->end;
  if (const auto year = ReadYearAfter(end)) {
    parts.year = year->value;
    end = year->end;
  }
  if (!IsDate(parts)) return absl::nullopt;
  const auto placement = ReadPlacement(end);
  return Make(i, end, parts, weekday,
              placement.has_value() ? placement->value : 0);
}

// The first day of "13 to 16 May".
absl::optional<DateReading> DateReader::ReadDayOfRange(uint32_t i) const {
  const auto day = ReadDay(i);
  if (!day.has_value()) return absl::nullopt;
  uint32_t next = text_.SkipAnd(day->end);
  if (next >= text_.size()) {
    const QuantityText::Match to =
        text_.FindPhrase(day->end, WordKind::kRangeTo);
    next = to ? to.end : day->end;
    if (text_.IsSign(next, '-')) ++next;
    if (next == day->end) return absl::nullopt;
  }
  if (!text_.IsOnLine(next)) return absl::nullopt;
  const auto last = ReadDay(next);
  if (!last.has_value() || last->value <= day->value) return absl::nullopt;
  uint32_t month_token = last->end;
  if (!text_.IsOnLine(month_token)) return absl::nullopt;
  const auto month = ReadMonth(month_token, true);
  if (!month.has_value()) return absl::nullopt;
  DateParts parts{0, month->value, day->value};
  if (const auto year = ReadYearAfter(month->end)) parts.year = year->value;
  if (!IsDate(parts)) return absl::nullopt;
  DateReading reading = Make(i, day->end, parts, 0, 0);
  reading.ends_in_year = false;
  return reading;
}

// "July", "July 2025", "July 14, 2025".
absl::optional<DateReading> DateReader::ReadMonthFirst(uint32_t i) const {
  const auto month = ReadMonth(i, true);
  if (!month.has_value()) return absl::nullopt;
  DateParts parts{0, month->value, 0};
  if (const auto day = ReadDay(month->end)) {
    const auto year = ReadYearAfter(day->end);
    parts = {year.has_value() ? year->value : 0, month->value, day->value};
    if (year.has_value() && text_.IsOnLine(month->end) && IsDate(parts)) {
      return Make(i, year->end, parts, 0, 0);
    }
    parts = {0, month->value, 0};
  }
  uint32_t end = month->end;
  if (const auto year = ReadYearAfter(end)) {
    parts.year = year->value;
    end = year->end;
  } else if (!IsMonthInContext(i, end)) {
    return absl::nullopt;
  }
  const auto placement = ReadPlacement(end);
  return Make(i, end, parts, 0, placement.has_value() ? placement->value : 0);
}

// Whether the name of a month without day and year means the month.
bool DateReader::IsMonthInContext(uint32_t i, uint32_t end) const {
  if (text_.FindPhrase(i, WordKind::kMonth)) return true;
  const QuantityVocabulary::Word* word = text_.word(i);
  if (word->preposition != 0 || ReadPlacement(end).has_value()) return true;
  // A second name of the same month.
  if (text_.FindPhrase(i, WordKind::kMonthInContext).end != end) return true;
  return text_.FindPhraseBefore(i, WordKind::kYearCue) ||
         text_.FindPhraseBefore(i, WordKind::kDateWord) ||
         text_.FindPhraseBefore(i, WordKind::kRangeOpen) ||
         text_.FindPhraseBefore(i, WordKind::kRangeTo);
}

absl::optional<DateReading> DateReader::ReadRelativeUnit(uint32_t i) const {
  const auto part = ReadRelative(i);
  if (!part.has_value()) return absl::nullopt;
  return MakeWithValue(
      i, part->end, RelativeUnit(part->unit, part->offset, options_.reference));
}

// "Thursday", "Thursday, 31 July 2025".
absl::optional<DateReading> DateReader::ReadWeekdayDate(uint32_t i) const {
  const bool has_day_word =
      IsTimeUnit(text_.Find(i, WordKind::kTimeUnit), TimeUnit::kDay) &&
      !text_.word(i)->article && text_.IsOnLine(i + 1);
  if (has_day_word && options_.weekday_alone) return absl::nullopt;
  const auto weekday = ReadWeekday(has_day_word ? i + 1 : i);
  if (!weekday.has_value()) return absl::nullopt;
  uint32_t next = weekday->end;
  if (text_.IsSign(next, '-') || text_.IsSign(next, ',') ||
      (next < text_.size() && text_.folded(next) == kArabicComma)) {
    ++next;
  }
  // The Hijri date that a masthead gives first.
  if (const auto hijri = ReadHijri(next)) {
    if (text_.IsSign(hijri->token_end, '-')) next = hijri->token_end + 1;
  }
  if (text_.IsOnLine(next) && text_.IsDigits(next)) {
    auto date = ReadDayFirst(next, weekday->value);
    if (!date.has_value()) date = ReadNumeric(next, weekday->value);
    if (date.has_value()) {
      date->token_begin = i;
      date->text_begin = text_.TextBegin(i);
      return date;
    }
  }
  const auto placement = ReadPlacement(weekday->end);
  std::string value(WeekdayWord(weekday->value));
  if (options_.reference.has_value()) {
    value = FormatDay(ResolveWeekday(
        weekday->value, placement.has_value() ? placement->value : 0,
        *options_.reference));
  }
  const bool takes_placement = options_.weekday_alone && placement.has_value();
  return MakeWithValue(i, takes_placement ? placement->end : weekday->end,
                       std::move(value));
}

// Whether the name of a month stands not far behind a day: for most numbers
// there is none.
bool DateReader::MayHaveMonth(uint32_t day) const {
  constexpr uint64_t kMonths = KindBit(WordKind::kMonth) |
                               KindBit(WordKind::kMonthInContext) |
                               KindBit(WordKind::kHijriMonth);
  const uint32_t reach =
      static_cast<uint32_t>(text_.vocabulary().max_phrase_words()) +
      kTokensBesidePhrase + 1;
  for (uint32_t i = day + 1; i <= day + reach; ++i) {
    if (text_.HasKind(i, kMonths)) return true;
  }
  return false;
}

absl::optional<DateReading> DateReader::ReadFromDigits(
    uint32_t i, uint32_t year_end) const {
  if (auto date = ReadNumeric(i, 0)) return date;
  if (MayHaveMonth(i) && ReadDay(i).has_value()) {
    if (auto date = ReadHijri(i)) return date;
    if (auto date = ReadDayFirst(i, 0)) return date;
    if (auto date = ReadDayOfRange(i)) return date;
  }
  return ReadBareYear(i, year_end);
}

absl::optional<DateReading> DateReader::ReadFromWord(uint32_t i) const {
  if (auto date = ReadNamedYear(i)) return date;
  if (auto date = ReadRelativeUnit(i)) return date;
  if (auto date = ReadWeekdayDate(i)) return date;
  if (auto date = ReadMonthFirst(i)) return date;
  return ReadDayFirst(i, 0);
}

absl::optional<DateReading> DateReader::Read(uint32_t i,
                                             uint32_t year_end) const {
  if (i >= text_.size() || text_.IsBlocked(i)) return absl::nullopt;
  if (options_.extended) {
    if (auto date = ExtendedDateReader(*this).Read(i)) return date;
  }
  if (text_.IsDigits(i)) return ReadFromDigits(i, year_end);
  if (text_.word(i) == nullptr) return absl::nullopt;
  return ReadFromWord(i);
}

}  // namespace isnad
