// The part of ExtendedDateReader that reads places in a month: "the last Monday
// of March", "the third day of month ten", "the middle of March", "the 20th of
// next month".
#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "ingest_service/recognize/date_extended.h"
#include "ingest_service/recognize/number_ordinal.h"

namespace isnad {
namespace {

constexpr int kMaxWeekdays = 5;
constexpr int kMiddleDay = 15;
constexpr int kMonthsOfYear = 12;

std::string RankWord(int rank) {
  constexpr absl::string_view kWords[] = {"first", "second", "third", "fourth",
                                          "fifth"};
  return rank < 0 ? "last" : std::string(kWords[rank - 1]);
}

}  // namespace

// "First" and so on, or "last".
absl::optional<DateReader::Part> ExtendedDateReader::ReadRank(
    uint32_t i) const {
  if (text_.FindDateWord(i, DateWord::kLastOne)) return Part{kLast, i + 1};
  const auto ordinal = ReadOrdinal(text_, i);
  if (!ordinal.has_value()) return absl::nullopt;
  return Part{ordinal->rank, ordinal->token_end};
}

// "This month", "the month past".
absl::optional<ExtendedDateReader::MonthOfYear>
ExtendedDateReader::ReadRelativeMonth(uint32_t i) const {
  const auto relative = dates_.ReadRelative(i);
  if (!relative.has_value() || relative->unit != TimeUnit::kMonth) {
    return absl::nullopt;
  }
  MonthOfYear month;
  month.end = relative->end;
  month.words = RelativeUnit(TimeUnit::kMonth, relative->offset, {});
  if (dates_.options_.reference.has_value()) {
    const absl::CivilMonth resolved =
        absl::CivilMonth(dates_.options_.reference->day) + relative->offset;
    month.parts.year = static_cast<int>(resolved.year());
    month.parts.month = resolved.month();
  }
  return month;
}

// "March", "month three", with their year.
absl::optional<ExtendedDateReader::MonthOfYear>
ExtendedDateReader::ReadNamedMonth(uint32_t i) const {
  auto name = dates_.ReadMonth(i, true);
  if (!name.has_value() && text_.FindDateWordBefore(i, DateWord::kMonth)) {
    const auto number = dates_.numbers_.Read(i);
    const auto value =
        number.has_value() ? number->value.ToInteger() : absl::nullopt;
    if (value.has_value() && *value >= 1 && *value <= kMonthsOfYear) {
      name = Part{static_cast<int>(*value), number->token_end};
    }
  }
  if (!name.has_value()) return absl::nullopt;
  MonthOfYear month{
      {0, name->value, 0}, std::string(MonthWord(name->value)), name->end};
  if (const auto year = dates_.ReadYearAfter(name->end)) {
    month.parts.year = year->value;
    month.end = year->end;
    return month;
  }
  const auto relative = dates_.ReadRelative(name->end);
  if (relative.has_value() && relative->unit == TimeUnit::kYear) {
    month.end = relative->end;
    if (dates_.options_.reference.has_value()) {
      month.parts.year =
          static_cast<int>(dates_.options_.reference->day.year()) +
          relative->offset;
    }
  }
  return month;
}

// A month behind "of" or a preposition.
absl::optional<ExtendedDateReader::MonthOfYear> ExtendedDateReader::ReadOfMonth(
    uint32_t i) const {
  if (!text_.IsOnLine(i)) return absl::nullopt;
  const QuantityText::Match of = text_.FindDateWord(i, DateWord::kOf);
  const uint32_t next = of ? of.end : i;
  if (const auto month = ReadRelativeMonth(next)) return month;
  const QuantityVocabulary::Word* word = text_.word(next);
  const bool is_joined = of || (word != nullptr && word->preposition != 0);
  return is_joined ? ReadNamedMonth(next) : absl::nullopt;
}

DateReading ExtendedDateReader::Place(uint32_t begin, const MonthOfYear& month,
                                      const Position& position) const {
  DateParts parts = month.parts;
  const auto& reference = dates_.options_.reference;
  if (parts.year == 0 && parts.month != 0 && reference.has_value()) {
    parts = ResolveYear(parts, 0, 0, *reference);
  }
  parts.day = position.number;
  absl::optional<absl::CivilDay> day;
  if (parts.year != 0 && parts.month != 0) {
    if (position.weekday != 0) {
      day = NthWeekday(parts.year, parts.month, position.weekday,
                       position.number);
    } else if (position.number == kLast) {
      day = absl::CivilDay(absl::CivilMonth(parts.year, parts.month) + 1) - 1;
    } else if (IsDate(parts)) {
      day = absl::CivilDay(parts.year, parts.month, parts.day);
    }
  }
  std::string words;
  if (position.weekday != 0) {
    words = absl::StrCat(RankWord(position.number), "-",
                         WeekdayWord(position.weekday));
  } else {
    words = position.number == kLast ? std::string("last-day")
                                     : absl::StrCat("day-", position.number);
  }
  return MakeDay(begin, month.end, day,
                 absl::StrCat(words, "-of-", month.words));
}

// "The middle of March".
absl::optional<DateReading> ExtendedDateReader::ReadMiddle(uint32_t i) const {
  if (!text_.FindDateWord(i, DateWord::kMiddle) || !text_.IsOnLine(i + 1)) {
    return absl::nullopt;
  }
  const QuantityText::Match word = text_.FindDateWord(i + 1, DateWord::kMonth);
  const auto month = ReadNamedMonth(word ? word.end : i + 1);
  if (!month.has_value()) return absl::nullopt;
  return Place(i, *month, {kMiddleDay, 0, 0});
}

// "The first Friday", "the third day", "the last day".
absl::optional<ExtendedDateReader::Position>
ExtendedDateReader::ReadRankThenDay(uint32_t i) const {
  const auto rank = ReadRank(i);
  if (!rank.has_value() || !text_.IsOnLine(rank->end)) return absl::nullopt;
  const auto weekday = ReadAnyWeekday(SkipDayWord(rank->end));
  if (weekday.has_value()) {
    return Position{rank->value, weekday->value, weekday->end};
  }
  if (!IsDayWord(rank->end)) return absl::nullopt;
  return Position{rank->value, 0, rank->end + 1};
}

// "Friday the first", "the day the third".
absl::optional<ExtendedDateReader::Position>
ExtendedDateReader::ReadDayThenRank(uint32_t i) const {
  const auto weekday = ReadAnyWeekday(SkipDayWord(i));
  if (!weekday.has_value() && !IsDayWord(i)) return absl::nullopt;
  const uint32_t next = weekday.has_value() ? weekday->end : i + 1;
  const auto rank = text_.IsOnLine(next) ? ReadRank(next) : absl::nullopt;
  if (!rank.has_value()) return absl::nullopt;
  return Position{rank->value, weekday.has_value() ? weekday->value : 0,
                  rank->end};
}

absl::optional<DateReading> ExtendedDateReader::ReadPlaceInMonth(
    uint32_t i) const {
  if (auto date = ReadMiddle(i)) return date;
  // "The 20th of next month"
  if (const auto day = ReadDayNumber(i)) {
    const QuantityText::Match of = text_.FindDateWord(day->end, DateWord::kOf);
    const auto month = of ? ReadRelativeMonth(of.end) : absl::nullopt;
    if (month.has_value()) return Place(i, *month, {day->value, 0, 0});
  }
  auto position = ReadRankThenDay(i);
  if (!position.has_value()) position = ReadDayThenRank(i);
  if (!position.has_value() ||
      (position->weekday != 0 && position->number > kMaxWeekdays)) {
    return absl::nullopt;
  }
  if (const auto month = ReadOfMonth(position->end)) {
    return Place(i, *month, *position);
  }
  const bool is_last_day = position->number == kLast && position->weekday == 0;
  if (!is_last_day) return absl::nullopt;
  return MakeDay(i, position->end, {}, "last-day");
}

}  // namespace isnad
