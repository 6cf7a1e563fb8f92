// Dates as values: how they are written, and what relative ones come to when a
// reference day is known.
#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_DATE_VALUE_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_DATE_VALUE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "ingest_service/recognize/quantity_vocabulary.h"

namespace isnad {

// Years that four digits are read as beside other words of a date.
inline constexpr int kMinYear = 1800;
inline constexpr int kMaxYear = 2199;

// Years that a bare number is read as after a word such as "in".
inline constexpr int kMinBareYear = 1990;
inline constexpr int kMaxBareYear = 2035;

// The known parts of a date; 0 for one that the text does not give.
struct DateParts {
  int year = 0;
  int month = 0;
  int day = 0;
};

// How relative dates are resolved.
struct DateReference {
  absl::CivilDay day;
  // Whether a day or month without a year is the next one rather than the
  // nearest, and a weekday the next rather than the last.
  bool forward = false;
};

// Returns whether the parts can be a date: ranges, and the length of the month.
bool IsDate(const DateParts& parts);

// Returns ISO 8601 as precise as the parts: "2025-07-14", "2025-07", "2025",
// "--07-14". A month alone is its English word ("july").
std::string FormatDate(const DateParts& parts);

// Returns "2025-07-14".
std::string FormatDay(const absl::CivilDay& day);

// English words: "monday" for 1, "july" for 7.
absl::string_view WeekdayWord(int weekday);
absl::string_view MonthWord(int month);

// Returns the day of the week, 1 for Monday.
int WeekdayOf(const absl::CivilDay& day);

// Fills in the year of a month or day without one. `weekday` (0 if unknown) is
// the day of the week that it must fall on if any near year allows;
// `placement` is -1, 0 or 1 for a date said to be past, unsaid, or to come.
DateParts ResolveYear(DateParts parts, int weekday, int placement,
                      const DateReference& reference);

// Returns the day of a weekday that is said to be past, unsaid, or to come.
absl::CivilDay ResolveWeekday(int weekday, int placement,
                              const DateReference& reference);

// Returns the week, month or year at a distance from the present one: with a
// reference "2025-W33", "2025-08", "2025", else "this-week", "last-year", ...
// A day is "2025-08-14", else "today", "tomorrow", "yesterday".
std::string RelativeUnit(TimeUnit unit, int offset,
                         const absl::optional<DateReference>& reference);

// Returns the day of a month that is nearest to the reference and falls on a
// weekday (0 for any); with `forward`, the next one. nullopt for a day that no
// month of the year ahead and behind has.
absl::optional<absl::CivilDay> ResolveDayOfMonth(
    int day, int weekday, const DateReference& reference);

// Returns the first day of an Islamic month and day (Umm al-Qura calendar) in a
// Gregorian year, or for year 0 the first one from the reference on, else
// nullopt.
absl::optional<absl::CivilDay> ResolveFeast(
    int hijri_month, int hijri_day, int year,
    const absl::optional<DateReference>& reference);

// Returns the Monday of a day's week.
absl::CivilDay WeekStart(const absl::CivilDay& day);

// Returns the nth day of a weekday in a month, or the last for -1; nullopt if
// the month has fewer.
absl::optional<absl::CivilDay> NthWeekday(int year, int month, int weekday,
                                          int nth);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_DATE_VALUE_H_
