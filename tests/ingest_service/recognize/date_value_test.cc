#include "ingest_service/recognize/date_value.h"

#include "gtest/gtest.h"

namespace isnad {
namespace {

const DateReference kTuesday{absl::CivilDay(2025, 8, 12), false};

TEST(DateValueTest, FormatsAsPreciselyAsKnown) {
  EXPECT_EQ(FormatDate({2025, 7, 14}), "2025-07-14");
  EXPECT_EQ(FormatDate({2025, 7, 0}), "2025-07");
  EXPECT_EQ(FormatDate({2025, 0, 0}), "2025");
  EXPECT_EQ(FormatDate({0, 7, 14}), "--07-14");
  EXPECT_EQ(FormatDate({0, 7, 0}), "july");
}

TEST(DateValueTest, KnowsTheLengthOfMonths) {
  EXPECT_TRUE(IsDate({2024, 2, 29}));
  EXPECT_FALSE(IsDate({2025, 2, 29}));
  EXPECT_TRUE(IsDate({0, 2, 29}));
  EXPECT_FALSE(IsDate({0, 4, 31}));
  EXPECT_FALSE(IsDate({2025, 13, 1}));
  EXPECT_FALSE(IsDate({2025, 0, 1}));
  EXPECT_FALSE(IsDate({2025, 1, -1}));
}

TEST(DateValueTest, EveryDayOfAYearHasTheRightWeekday) {
  // 2025-01-01 was a Wednesday.
  int weekday = 3;
  for (absl::CivilDay day(2025, 1, 1); day.year() == 2025; ++day) {
    EXPECT_EQ(WeekdayOf(day), weekday) << day;
    EXPECT_EQ(WeekdayOf(WeekStart(day)), 1);
    EXPECT_LT(day - WeekStart(day), 7);
    weekday = weekday % 7 + 1;
  }
}

TEST(DateValueTest, RelativeUnitsAreWordsWithoutReference) {
  EXPECT_EQ(RelativeUnit(TimeUnit::kWeek, 0, {}), "this-week");
  EXPECT_EQ(RelativeUnit(TimeUnit::kMonth, -1, {}), "last-month");
  EXPECT_EQ(RelativeUnit(TimeUnit::kYear, 1, {}), "next-year");
  EXPECT_EQ(RelativeUnit(TimeUnit::kDay, -2, {}), "day-before-yesterday");
}

TEST(DateValueTest, WeeksBelongToTheYearOfTheirThursday) {
  EXPECT_EQ(RelativeUnit(TimeUnit::kWeek, 0, kTuesday), "2025-W33");
  const DateReference end{absl::CivilDay(2024, 12, 31), false};
  EXPECT_EQ(RelativeUnit(TimeUnit::kWeek, 0, end), "2025-W01");
  const DateReference start{absl::CivilDay(2027, 1, 1), false};
  EXPECT_EQ(RelativeUnit(TimeUnit::kWeek, 0, start), "2026-W53");
}

TEST(DateValueTest, MonthsCrossYears) {
  const DateReference january{absl::CivilDay(2025, 1, 31), false};
  EXPECT_EQ(RelativeUnit(TimeUnit::kMonth, -1, january), "2024-12");
  EXPECT_EQ(RelativeUnit(TimeUnit::kMonth, 1, january), "2025-02");
}

TEST(DateValueTest, WeekdayIsTheLastOneUnlessSaidOtherwise) {
  EXPECT_EQ(FormatDay(ResolveWeekday(2, 0, kTuesday)), "2025-08-12");
  EXPECT_EQ(FormatDay(ResolveWeekday(2, -1, kTuesday)), "2025-08-05");
  EXPECT_EQ(FormatDay(ResolveWeekday(2, 1, kTuesday)), "2025-08-19");
  EXPECT_EQ(FormatDay(ResolveWeekday(5, 0, kTuesday)), "2025-08-08");
  const DateReference forward{kTuesday.day, true};
  EXPECT_EQ(FormatDay(ResolveWeekday(5, 0, forward)), "2025-08-15");
  EXPECT_EQ(FormatDay(ResolveWeekday(2, 0, forward)), "2025-08-19");
}

TEST(DateValueTest, YearIsTheNearestThatFits) {
  EXPECT_EQ(FormatDate(ResolveYear({0, 12, 1}, 0, 0, kTuesday)), "2025-12-01");
  EXPECT_EQ(FormatDate(ResolveYear({0, 12, 1}, 0, -1, kTuesday)), "2024-12-01");
  EXPECT_EQ(FormatDate(ResolveYear({0, 4, 1}, 0, 1, kTuesday)), "2026-04-01");
  // In 2024 the 6th of August was a Tuesday.
  EXPECT_EQ(FormatDate(ResolveYear({0, 8, 6}, 2, 0, kTuesday)), "2024-08-06");
  const DateReference forward{kTuesday.day, true};
  EXPECT_EQ(FormatDate(ResolveYear({0, 8, 0}, 0, 0, forward)), "2025-08");
  EXPECT_EQ(FormatDate(ResolveYear({0, 7, 0}, 0, 0, forward)), "2026-07");
}

TEST(DateValueTest, NthWeekdayStaysInItsMonth) {
  EXPECT_EQ(NthWeekday(2025, 8, 5, 1), absl::CivilDay(2025, 8, 1));
  EXPECT_EQ(NthWeekday(2025, 8, 5, 5), absl::CivilDay(2025, 8, 29));
  EXPECT_EQ(NthWeekday(2025, 8, 1, 5), absl::nullopt);
  EXPECT_EQ(NthWeekday(2025, 8, 1, -1), absl::CivilDay(2025, 8, 25));
}

TEST(DateValueTest, DayOfMonthSkipsMonthsThatAreTooShort) {
  const DateReference reference{absl::CivilDay(2025, 2, 10), true};
  EXPECT_EQ(ResolveDayOfMonth(31, 0, reference), absl::CivilDay(2025, 3, 31));
  EXPECT_EQ(ResolveDayOfMonth(32, 0, reference), absl::nullopt);
}

TEST(DateValueTest, FeastsFollowTheUmmAlQuraCalendar) {
  EXPECT_EQ(ResolveFeast(12, 10, 2013, {}), absl::CivilDay(2013, 10, 15));
  EXPECT_EQ(ResolveFeast(1, 1, 2019, {}), absl::CivilDay(2019, 8, 31));
  const DateReference reference{absl::CivilDay(2013, 2, 12), true};
  EXPECT_EQ(ResolveFeast(10, 1, 0, reference), absl::CivilDay(2013, 8, 8));
  EXPECT_EQ(ResolveFeast(10, 1, 0, {}), absl::nullopt);
}

}  // namespace
}  // namespace isnad
