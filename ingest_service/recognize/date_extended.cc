#include "ingest_service/recognize/date_extended.h"

#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ingest_service/recognize/number_ordinal.h"
#include "ingest_service/recognize/quantity_duration.h"
#include "ingest_service/recognize/quantity_unit.h"

namespace isnad {
namespace {

constexpr int kMaxDay = 31;

bool IsSingularUnit(const Meaning* meaning, TimeUnit unit) {
  return meaning != nullptr &&
         meaning->number == GrammaticalNumber::kSingular &&
         meaning->value == static_cast<int>(unit);
}

bool IsWord(const QuantityText& text, uint32_t i) {
  return text.Is(i, TokenKind::kArabic) && text.IsOnLine(i);
}

}  // namespace

DateReading ExtendedDateReader::MakeDay(
    uint32_t begin, uint32_t end, const absl::optional<absl::CivilDay>& day,
    std::string words) const {
  return dates_.MakeWithValue(
      begin, end, day.has_value() ? FormatDay(*day) : std::move(words));
}

// Whether the word at a token is "day", with or without article.
bool ExtendedDateReader::IsDayWord(uint32_t i) const {
  return IsSingularUnit(text_.Find(i, WordKind::kTimeUnit), TimeUnit::kDay);
}

// One past the word "day" at a token if more follows on its line, else the
// token.
uint32_t ExtendedDateReader::SkipDayWord(uint32_t i) const {
  return IsDayWord(i) && text_.IsOnLine(i + 1) ? i + 1 : i;
}

// A weekday with or without its article.
absl::optional<DateReader::Part> ExtendedDateReader::ReadAnyWeekday(
    uint32_t i) const {
  const Meaning* weekday = text_.Find(i, WordKind::kWeekday);
  if (weekday == nullptr) return absl::nullopt;
  return Part{weekday->value, i + 1};
}

// "This week", "the week past": the distance in weeks.
absl::optional<DateReader::Part> ExtendedDateReader::ReadRelativeWeek(
    uint32_t i) const {
  const auto relative = dates_.ReadRelative(i);
  if (!relative.has_value() || relative->unit != TimeUnit::kWeek) {
    return absl::nullopt;
  }
  return Part{relative->offset, relative->end};
}

// A weekday and its week, in either order.
absl::optional<DateReading> ExtendedDateReader::ReadWeekdayOfWeek(
    uint32_t i) const {
  absl::optional<Part> weekday;
  absl::optional<Part> week;
  uint32_t end = 0;
  if ((week = ReadRelativeWeek(i)).has_value()) {
    weekday = ReadAnyWeekday(SkipDayWord(week->end));
    if (!weekday.has_value() || !text_.IsOnLine(week->end)) {
      return absl::nullopt;
    }
    end = weekday->end;
  } else {
    weekday = ReadAnyWeekday(i);
    if (!weekday.has_value()) return absl::nullopt;
    const QuantityText::Match of =
        text_.FindDateWord(weekday->end, DateWord::kOf);
    week = ReadRelativeWeek(of ? of.end : weekday->end);
    if (!week.has_value() || !text_.IsOnLine(weekday->end)) {
      return absl::nullopt;
    }
    end = week->end;
  }
  absl::optional<absl::CivilDay> day;
  if (dates_.options_.reference.has_value()) {
    day = WeekStart(dates_.options_.reference->day) + 7 * week->value +
          (weekday->value - 1);
  }
  return MakeDay(i, end, day,
                 absl::StrCat(WeekdayWord(weekday->value), "-of-",
                              RelativeUnit(TimeUnit::kWeek, week->value, {})));
}

// The number of a day: digits, a rank, or a number in words.
absl::optional<DateReader::Part> ExtendedDateReader::ReadDayNumber(
    uint32_t i) const {
  if (const auto day = dates_.ReadDay(i)) return day;
  if (text_.IsDigits(i)) return absl::nullopt;
  if (const auto rank = dates_.ReadOrdinalDay(i)) return rank;
  const auto number = dates_.numbers_.Read(i);
  if (!number.has_value() || !number->definite) return absl::nullopt;
  const auto day = number->value.ToInteger();
  if (!day.has_value() || *day < 1 || *day > kMaxDay) return absl::nullopt;
  return Part{static_cast<int>(*day), number->token_end};
}

// A day without a month: "Wednesday the 27th", "day 27", "on the 22nd".
absl::optional<DateReading> ExtendedDateReader::ReadDayOfMonth(
    uint32_t i) const {
  const bool has_day_word = IsDayWord(i) && !text_.word(i)->article;
  const auto weekday = has_day_word ? absl::nullopt : dates_.ReadWeekday(i);
  uint32_t next = weekday.has_value() ? weekday->end : i;
  if (has_day_word) ++next;
  if (next > i && !text_.IsOnLine(next)) return absl::nullopt;
  if (weekday.has_value()) {
    const QuantityText::Match in = text_.FindDateWord(next, DateWord::kIn);
    if (in) next = in.end;
  } else if (!has_day_word) {
    // "On the 22nd" ends its clause: "in the fifth year" does not.
    if (!text_.FindDateWordBefore(i, DateWord::kIn)) return absl::nullopt;
    const auto rank = dates_.ReadOrdinalDay(i);
    if (!rank.has_value() || rank->value <= 10 || IsWord(text_, rank->end)) {
      return absl::nullopt;
    }
  }
  const auto day = ReadDayNumber(next);
  // "Day Monday" has the word for two in it, and is no second of the month.
  const bool is_weekday =
      has_day_word && text_.Find(next, WordKind::kWeekday) != nullptr;
  if (!day.has_value() || is_weekday || !text_.IsOnLine(next)) {
    return absl::nullopt;
  }
  if (text_.IsDigits(next) && FindUnitAt(text_, day->end).has_value()) {
    return absl::nullopt;
  }
  absl::optional<absl::CivilDay> resolved;
  if (dates_.options_.reference.has_value()) {
    resolved =
        ResolveDayOfMonth(day->value, weekday.has_value() ? weekday->value : 0,
                          *dates_.options_.reference);
  }
  return MakeDay(i, day->end, resolved, absl::StrCat("day-", day->value));
}

// "May the eleventh", "Sunday January the twenty-first two thousand and
// eighteen".
absl::optional<DateReading> ExtendedDateReader::ReadMonthThenDay(
    uint32_t i) const {
  const auto weekday = dates_.ReadWeekday(i);
  const uint32_t begin = weekday.has_value() ? weekday->end : i;
  const auto month = dates_.ReadMonth(begin, true);
  if (!month.has_value() || !text_.IsOnLine(month->end)) return absl::nullopt;
  auto day = dates_.ReadOrdinalDay(month->end);
  const bool has_rank = day.has_value();
  if (!has_rank) day = dates_.ReadDay(month->end);
  if (!day.has_value()) return absl::nullopt;
  DateParts parts{0, month->value, day->value};
  uint32_t end = day->end;
  if (const auto year = dates_.ReadYearAfter(end)) {
    parts.year = year->value;
    end = year->end;
  } else if (!has_rank) {
    return absl::nullopt;
  }
  if (!IsDate(parts)) return absl::nullopt;
  return dates_.Make(i, end, parts, weekday.has_value() ? weekday->value : 0,
                     0);
}

// "A month ago", "a month and 21 days from now".
absl::optional<DateReading> ExtendedDateReader::ReadDistance(uint32_t i) const {
  const DurationReader durations(text_, {true});
  const QuantityText::Match ago = text_.FindDateWord(i, DateWord::kAgo);
  const uint32_t begin = ago ? ago.end : i;
  if (ago && !text_.IsOnLine(begin)) return absl::nullopt;
  absl::optional<DurationReading> duration;
  if (const auto number = dates_.numbers_.Read(begin)) {
    duration = durations.ReadFromNumber(*number);
  } else {
    duration = durations.ReadFromUnit(begin);
  }
  if (!duration.has_value()) return absl::nullopt;
  uint32_t end = duration->token_end;
  if (!ago) {
    const QuantityText::Match from_now =
        text_.FindDateWord(end, DateWord::kFromNow);
    if (!from_now || !text_.IsOnLine(end)) return absl::nullopt;
    end = from_now.end;
  }
  absl::optional<absl::CivilDay> day;
  if (dates_.options_.reference.has_value()) {
    day = duration->value.From(dates_.options_.reference->day, ago ? -1 : 1);
  }
  return MakeDay(
      i, end, day,
      absl::StrCat(duration->value.ToIso(), ago ? "-ago" : "-from-now"));
}

absl::optional<DateReading> ExtendedDateReader::ReadFeast(uint32_t i) const {
  const QuantityText::Match feast = text_.FindPhrase(i, WordKind::kFeast);
  if (!feast) return absl::nullopt;
  const auto year = dates_.ReadYearAfter(feast.end);
  const auto day = ResolveFeast(feast.meaning->value, feast.meaning->second,
                                year.has_value() ? year->value : 0,
                                dates_.options_.reference);
  return MakeDay(
      i, year.has_value() ? year->end : feast.end, day,
      absl::StrCat("hijri-", feast.meaning->value, "-", feast.meaning->second));
}

// "Today", "the day past", "this Friday" with its demonstrative.
absl::optional<DateReading> ExtendedDateReader::ReadDayWord(uint32_t i) const {
  const QuantityText::Match word = text_.FindPhrase(i, WordKind::kDayWord);
  if (!word) {
    const Meaning* relative = text_.Find(i, WordKind::kRelative);
    const bool is_this = relative != nullptr && relative->value == 0 &&
                         !text_.word(i)->article && text_.IsOnLine(i + 1);
    const uint32_t weekday = is_this ? SkipDayWord(i + 1) : i;
    if (weekday <= i + 1 || !dates_.ReadWeekday(weekday).has_value()) {
      return absl::nullopt;
    }
    auto date = dates_.ReadWeekdayDate(weekday);
    date->token_begin = i;
    date->text_begin = text_.TextBegin(i);
    return date;
  }
  int offset = word.meaning->value;
  uint32_t end = word.end;
  const auto placement = dates_.ReadPlacement(end);
  const bool is_the_day = offset == 0 && placement.has_value();
  if (is_the_day) {
    offset = placement->value;
    end = placement->end;
  }
  return dates_.MakeWithValue(
      i, end, RelativeUnit(TimeUnit::kDay, offset, dates_.options_.reference));
}

absl::optional<DateReading> ExtendedDateReader::Read(uint32_t i) const {
  if (!text_.IsDigits(i) && text_.word(i) == nullptr) return absl::nullopt;
  if (auto date = ReadPlaceInMonth(i)) return date;
  if (auto date = ReadWeekdayOfWeek(i)) return date;
  if (auto date = ReadMonthThenDay(i)) return date;
  // A day with its month is for DateReader.
  if (dates_.ReadDayFirst(i, 0).has_value()) return absl::nullopt;
  const auto weekday_date = dates_.ReadWeekdayDate(i);
  if (weekday_date.has_value() && weekday_date->token_end > i + 2) {
    return absl::nullopt;
  }
  if (auto date = ReadDayOfMonth(i)) return date;
  if (auto date = ReadDayWord(i)) return date;
  if (auto date = ReadDistance(i)) return date;
  return ReadFeast(i);
}

}  // namespace isnad
