#include "ingest_service/recognize/date_value.h"

#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace isnad {
namespace {

constexpr absl::string_view kWeekdays[] = {"monday",   "tuesday", "wednesday",
                                           "thursday", "friday",  "saturday",
                                           "sunday"};
constexpr absl::string_view kMonths[] = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

constexpr int kMonthsOfYear = 12;
constexpr int kDaysOfWeek = 7;

// Days of each month; February as in a leap year, for the year may be unknown.
constexpr int kMonthDays[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

absl::CivilDay DayOf(const DateParts& parts) {
  return absl::CivilDay(parts.year, parts.month,
                        parts.day == 0 ? 1 : parts.day);
}

// ISO 8601 week: the year is that of the week's Thursday.
std::string FormatWeek(const absl::CivilDay& day) {
  const absl::CivilDay thursday = WeekStart(day) + 3;
  const int week = (absl::GetYearDay(thursday) - 1) / kDaysOfWeek + 1;
  return absl::StrFormat("%04d-W%02d", thursday.year(), week);
}

absl::string_view PlacementWord(int offset) {
  if (offset < 0) return "last";
  return offset > 0 ? "next" : "this";
}

std::string RelativeDay(int offset) {
  switch (offset) {
    case -1:
      return "yesterday";
    case 0:
      return "today";
    case 1:
      return "tomorrow";
    default:
      return offset < 0 ? "day-before-yesterday" : "day-after-tomorrow";
  }
}

}  // namespace

bool IsDate(const DateParts& parts) {
  if (parts.month < 0 || parts.month > kMonthsOfYear) return false;
  if (parts.day == 0) return true;
  if (parts.month == 0 || parts.day < 0) return false;
  if (parts.day > kMonthDays[parts.month - 1]) return false;
  return parts.year == 0 || DayOf(parts).day() == parts.day;
}

std::string FormatDate(const DateParts& parts) {
  const absl::Dec month(parts.month, absl::kZeroPad2);
  const absl::Dec day(parts.day, absl::kZeroPad2);
  if (parts.year == 0) {
    if (parts.day == 0) return std::string(MonthWord(parts.month));
    return absl::StrCat("--", month, "-", day);
  }
  std::string result = absl::StrCat(absl::Dec(parts.year, absl::kZeroPad4));
  if (parts.month != 0) absl::StrAppend(&result, "-", month);
  if (parts.day != 0) absl::StrAppend(&result, "-", day);
  return result;
}

std::string FormatDay(const absl::CivilDay& day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

absl::string_view WeekdayWord(int weekday) { return kWeekdays[weekday - 1]; }

absl::string_view MonthWord(int month) { return kMonths[month - 1]; }

int WeekdayOf(const absl::CivilDay& day) {
  return static_cast<int>(absl::GetWeekday(day)) + 1;
}

absl::CivilDay WeekStart(const absl::CivilDay& day) {
  return day - (WeekdayOf(day) - 1);
}

DateParts ResolveYear(DateParts parts, int weekday, int placement,
                      const DateReference& reference) {
  const auto year = static_cast<int>(reference.day.year());
  absl::optional<DateParts> best;
  int64_t best_cost = 0;
  for (int candidate = year - 2; candidate <= year + 2; ++candidate) {
    parts.year = candidate;
    if (!IsDate(parts)) continue;
    const int64_t days = DayOf(parts) - reference.day;
    int64_t cost = std::abs(days);
    constexpr int64_t kFar = 10000;  // more days than the candidates span
    const absl::CivilMonth month(DayOf(parts));
    const bool is_over =
        parts.day == 0 ? month < absl::CivilMonth(reference.day) : days < 0;
    if (weekday != 0 && WeekdayOf(DayOf(parts)) != weekday) cost += 4 * kFar;
    if (placement < 0 && days >= 0) cost += 2 * kFar;
    if (placement > 0 && days <= 0) cost += 2 * kFar;
    if (placement == 0 && reference.forward && is_over) cost += kFar;
    if (!best.has_value() || cost < best_cost) {
      best = parts;
      best_cost = cost;
    }
  }
  if (best.has_value()) return *best;
  parts.year = 0;
  return parts;
}

absl::CivilDay ResolveWeekday(int weekday, int placement,
                              const DateReference& reference) {
  int distance = weekday - WeekdayOf(reference.day);
  const bool is_next = placement > 0 || (placement == 0 && reference.forward);
  if (is_next) {
    if (distance <= 0) distance += kDaysOfWeek;
  } else {
    const bool today_counts = placement == 0;
    if (distance > 0 || (distance == 0 && !today_counts)) {
      distance -= kDaysOfWeek;
    }
  }
  return reference.day + distance;
}

std::string RelativeUnit(TimeUnit unit, int offset,
                         const absl::optional<DateReference>& reference) {
  if (!reference.has_value()) {
    switch (unit) {
      case TimeUnit::kDay:
        return RelativeDay(offset);
      case TimeUnit::kWeek:
        return absl::StrCat(PlacementWord(offset), "-week");
      case TimeUnit::kMonth:
        return absl::StrCat(PlacementWord(offset), "-month");
      default:
        return absl::StrCat(PlacementWord(offset), "-year");
    }
  }
  const absl::CivilDay& day = reference->day;
  switch (unit) {
    case TimeUnit::kDay:
      return FormatDay(day + offset);
    case TimeUnit::kWeek:
      return FormatWeek(day + offset * kDaysOfWeek);
    case TimeUnit::kMonth: {
      const absl::CivilMonth month = absl::CivilMonth(day) + offset;
      return absl::StrFormat("%04d-%02d", month.year(), month.month());
    }
    default:
      return absl::StrFormat("%04d", day.year() + offset);
  }
}

absl::optional<absl::CivilDay> ResolveDayOfMonth(
    int day, int weekday, const DateReference& reference) {
  absl::optional<absl::CivilDay> best;
  int64_t best_cost = 0;
  const absl::CivilMonth present(reference.day);
  for (int distance = -kMonthsOfYear; distance <= kMonthsOfYear; ++distance) {
    const absl::CivilMonth month = present + distance;
    const absl::CivilDay candidate = absl::CivilDay(month) + (day - 1);
    if (absl::CivilMonth(candidate) != month) continue;
    if (weekday != 0 && WeekdayOf(candidate) != weekday) continue;
    const int64_t days = candidate - reference.day;
    constexpr int64_t kFar = 1000;  // more days than the candidates span
    const bool is_over = reference.forward && days < 0;
    const int64_t cost = std::abs(days) + (is_over ? kFar : 0);
    if (!best.has_value() || cost < best_cost) {
      best = candidate;
      best_cost = cost;
    }
  }
  return best;
}

absl::optional<absl::CivilDay> NthWeekday(int year, int month, int weekday,
                                          int nth) {
  const absl::CivilMonth start(year, month);
  if (nth < 0) {
    const absl::CivilDay last = absl::CivilDay(start + 1) - 1;
    const int back = (WeekdayOf(last) - weekday + kDaysOfWeek) % kDaysOfWeek;
    return last - back;
  }
  const absl::CivilDay first(start);
  const int ahead = (weekday - WeekdayOf(first) + kDaysOfWeek) % kDaysOfWeek;
  const absl::CivilDay day = first + ahead + kDaysOfWeek * (nth - 1);
  if (absl::CivilMonth(day) != start) return absl::nullopt;
  return day;
}

}  // namespace isnad
