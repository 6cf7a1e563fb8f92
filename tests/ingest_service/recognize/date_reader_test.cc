#include "ingest_service/recognize/date_reader.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/recognize/quantity_testing.h"

namespace isnad {
namespace {

using ::testing::ElementsAreArray;

// A Tuesday.
constexpr char kReference[] = "2025-08-12T10:00:00Z";

class DateTest : public ::testing::TestWithParam<QuantityCase> {};

TEST_P(DateTest, IsRead) {
  EXPECT_THAT(Quantities(GetParam().text), ElementsAreArray(GetParam().want));
}

class ResolvedDateTest : public ::testing::TestWithParam<QuantityCase> {};

TEST_P(ResolvedDateTest, IsRead) {
  EXPECT_THAT(Quantities(GetParam().text, WithReference(kReference)),
              ElementsAreArray(GetParam().want));
}

std::string NameOf(const ::testing::TestParamInfo<QuantityCase>& param) {
  return param.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Calendar, DateTest,
    ::testing::ValuesIn<QuantityCase>({
        {"Levantine", "14 تموز 2025", {"DATE 2025-07-14 |14 تموز 2025|"}},
        {"Maghrebi", "خلال غشت", {"DATE august |غشت|"}},
        {"MaghrebiWithYear",
         "14 يوليوز 2025",
         {"DATE 2025-07-14 |14 يوليوز 2025|"}},
        {"Algerian", "20 جويلية 2024", {"DATE 2024-07-20 |20 جويلية 2024|"}},
        {"TwoCalendarsSlash",
         "27 نيسان/أبريل 2025",
         {"DATE 2025-04-27 |27 نيسان/أبريل 2025|"}},
        {"TwoCalendarsSlashSpace",
         "مايو/ أيار 2019",
         {"DATE 2019-05 |مايو/ أيار 2019|"}},
        {"TwoCalendarsBrackets",
         "في ديسمبر (كانون الأول)",
         {"DATE december |ديسمبر (كانون الأول)|"}},
        {"TwoCalendarsNothing",
         "في سبتمبر أيلول من شركات",
         {"DATE september |سبتمبر أيلول|"}},
        {"DayAndTwoCalendars",
         "31 يوليو تموز",
         {"DATE --07-31 |31 يوليو تموز|"}},
        {"NumberedMonth",
         "تشرين2/نوفمبر 03, 2025",
         {"DATE 2025-11-03 |تشرين2/نوفمبر 03, 2025|"}},
        {"ArabicDigits", "١٤ يوليو", {"DATE --07-14 |١٤ يوليو|"}},
        {"WeekdayAndSlashes",
         "الخميس 14/أغسطس/2025",
         {"DATE 2025-08-14 |الخميس 14/أغسطس/2025|"}},
        {"WeekdayAndHyphen",
         "الإثنين-04 أغسطس 2025",
         {"DATE 2025-08-04 |الإثنين-04 أغسطس 2025|"}},
        {"WeekdayWithDay",
         "يوم الاثنين 11 أغسطس",
         {"DATE --08-11 |يوم الاثنين 11 أغسطس|"}},
        {"IsoDate", "2025-08-14", {"DATE 2025-08-14 |2025-08-14|"}},
        {"DayFirstSlashes", "14/08/2025", {"DATE 2025-08-14 |14/08/2025|"}},
        {"MonthFirstSlashes", "08/14/2025", {"DATE 2025-08-14 |08/14/2025|"}},
        {"Points", "14.08.2025", {"DATE 2025-08-14 |14.08.2025|"}},
        {"Rank", "الرابع من مايو", {"DATE --05-04 |الرابع من مايو|"}},
        {"OfMonth", "14 من شهر يوليو", {"DATE --07-14 |14 من شهر يوليو|"}},
        {"MonthAndYear", "بنهاية مايو 2025", {"DATE 2025-05 |مايو 2025|"}},
        {"MonthOfTheYear",
         "أكتوبر من عام 2022",
         {"DATE 2022-10 |أكتوبر من عام 2022|"}},
        {"PlacedMonth", "في نيسان/أبريل الماضي", {"DATE april |نيسان/أبريل|"}},
        {"Clitic",
         "أبريل نيسان ويوليو تموز",
         {"DATE april |أبريل نيسان|", "DATE july |يوليو تموز|"}},
        {"DaysOfOneMonth",
         "من 13 إلى 16 مايو",
         {"DATE --05-13 |13|", "DATE --05-16 |16 مايو|"}},
        {"ADoorIsNoAugust", "فتح باب التصدير في آب", {"DATE august |آب|"}},
        {"English", "August 11, 2025", {"DATE 2025-08-11 |August 11, 2025|"}},
        {"VerbIsNoMonth", "الذي مارس ضغوطا", {}},
        {"MonthThatIsAVerbElsewhere", "في مارس", {"DATE march |مارس|"}},
        {"ImpossibleDay", "31/02/2025", {}},
        {"HijriIsNone", "10 شعبان 1447 هـ", {}},
        {"HijriBesideGregorian",
         "17 صفر 1447 ﻫ - 11 أغسطس 2025",
         {"DATE 2025-08-11 |11 أغسطس 2025|"}},
        {"ZeroIsNoMonth", "انخفضت إلى صفر", {}},
    }),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Year, DateTest,
    ::testing::ValuesIn<QuantityCase>({
        {"Named", "أواخر عام 2023", {"DATE 2023 |عام 2023|"}},
        {"NamedFeminine", "قبل سنة 2027", {"DATE 2027 |سنة 2027|"}},
        {"NamedWithClitic", "لعام 2024", {"DATE 2024 |عام 2024|"}},
        {"TwoNamed",
         "عامي 2023 و2024",
         {"DATE 2023 |عامي 2023|", "DATE 2024 |2024|"}},
        {"Bare", "منذ 2022", {"DATE 2022 |2022|"}},
        {"BareAtTheEnd", "بنهاية 2026.", {"DATE 2026 |2026|"}},
        {"Financial", "في السنة المالية 2025", {"DATE 2025 |2025|"}},
        {"Brackets", "صدر (2024)", {"DATE 2024 |2024|"}},
        {"Range", "من 2025 إلى 2027", {"DATE 2025 |2025|", "DATE 2027 |2027|"}},
        {"Half", "النصف الأول من 2024", {"DATE 2024 |2024|"}},
        {"CountIsNoYear", "في 2000 شركة", {"COUNT 2000 company |2000 شركة|"}},
        {"YearBeforeAPlural", "في 2024 شركات صينية", {"DATE 2024 |2024|"}},
        {"MoneyIsNoYear", "في 2024 دولار", {"MONEY 2024 USD |2024 دولار|"}},
        {"WithoutContextIsNone", "قمة 2025", {}},
        {"HeadOfALine", "بدأ ذلك\n2022: حظر", {"DATE 2022 |2022|"}},
        {"HeadOfAListLine", "- 2022: حظر", {"DATE 2022 |2022|"}},
        {"ColonWithinALine", "قمة 2025: نتائج", {}},
        {"OutOfRangeIsNone", "في 1850", {}},
    }),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Relative, DateTest,
    ::testing::ValuesIn<QuantityCase>({
        {"ThisYear", "هذا العام", {"DATE this-year |هذا العام|"}},
        {"CurrentYear", "السنة الجارية", {"DATE this-year |السنة الجارية|"}},
        {"LastYear", "العام المنصرم", {"DATE last-year |العام المنصرم|"}},
        {"NextYear", "العام المقبل", {"DATE next-year |العام المقبل|"}},
        {"ThisWeek", "الأسبوع الجاري", {"DATE this-week |الأسبوع الجاري|"}},
        {"LastWeek", "الأسبوع الفائت", {"DATE last-week |الأسبوع الفائت|"}},
        {"LastMonth", "الشهر الماضي", {"DATE last-month |الشهر الماضي|"}},
        {"NextMonth", "الشهر التالي", {"DATE next-month |الشهر التالي|"}},
        {"ElidedArticle", "للعام المقبل", {"DATE next-year |لعام المقبل|"}},
        {"Weekday", "قال الجمعة إن", {"DATE friday |الجمعة|"}},
        {"WeekdayWithDayWord",
         "قال يوم الخميس إن",
         {"DATE thursday |يوم الخميس|"}},
        {"PlacedWeekday", "يوم الجمعة الماضي", {"DATE friday |يوم الجمعة|"}},
        {"QuarterIsNone", "الربع الثالث", {}},
        {"TodayIsNone", "اليوم والآن وحالياً وأمس", {}},
        {"SameYearIsNone", "العام نفسه", {}},
    }),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    WithReference, ResolvedDateTest,
    ::testing::ValuesIn<QuantityCase>({
        {"Today", "اليوم", {"DATE 2025-08-12 |اليوم|"}},
        // The weekday has the word for two in it, and is no second of a month.
        {"Monday", "قال يوم الاثنين إن", {"DATE 2025-08-11 |يوم الاثنين|"}},
        {"MondayWithDate",
         "يوم الاثنين 4 نوفمبر 2024",
         {"DATE 2024-11-04 |يوم الاثنين 4 نوفمبر 2024|"}},
        {"Yesterday", "أمس", {"DATE 2025-08-11 |أمس|"}},
        {"ThisYear", "هذا العام", {"DATE 2025 |هذا العام|"}},
        {"LastMonth", "الشهر الماضي", {"DATE 2025-07 |الشهر الماضي|"}},
        {"NextWeek", "الأسبوع المقبل", {"DATE 2025-W34 |الأسبوع المقبل|"}},
        {"WeekdayIsThePastOne", "قال الجمعة", {"DATE 2025-08-08 |الجمعة|"}},
        {"WeekdayIsToday", "قال الثلاثاء", {"DATE 2025-08-12 |الثلاثاء|"}},
        {"NextWeekday", "الجمعة المقبل", {"DATE 2025-08-15 |الجمعة|"}},
        {"MonthIsTheNearest", "في أبريل", {"DATE 2025-04 |أبريل|"}},
        {"PastMonth", "ديسمبر الماضي", {"DATE 2024-12 |ديسمبر|"}},
        {"ComingMonth", "مارس المقبل", {"DATE 2026-03 |مارس|"}},
        {"Day", "4 نوفمبر", {"DATE 2025-11-04 |4 نوفمبر|"}},
        {"WeekdayFixesTheYear",
         "الأربعاء 6 أغسطس",
         {"DATE 2025-08-06 |الأربعاء 6 أغسطس|"}},
        {"LeapDay", "29 فبراير", {"DATE 2024-02-29 |29 فبراير|"}},
        {"NthWeekday",
         "أول جمعة من يوليو",
         {"DATE 2025-07-04 |أول جمعة من يوليو|"}},
        {"LastWeekdayOfMonth",
         "آخر اثنين من شهر آذار",
         {"DATE 2025-03-31 |آخر اثنين من شهر آذار|"}},
        {"WeekdayOfWeek",
         "الاثنين من هذا الأسبوع",
         {"DATE 2025-08-11 |الاثنين من هذا الأسبوع|"}},
        {"DayOfNextMonth",
         "20 من الشهر القادم",
         {"DATE 2025-09-20 |20 من الشهر القادم|"}},
        {"Ago", "قبل شهر", {"DATE 2025-07-12 |قبل شهر|"}},
        {"FromNow", "3 أيام من الآن", {"DATE 2025-08-15 |3 أيام من الآن|"}},
        {"Feast", "عيد الأضحى 2013", {"DATE 2013-10-15 |عيد الأضحى 2013|"}},
        {"DurationsStay", "ثلاث سنوات", {"DURATION P3Y |ثلاث سنوات|"}},
    }),
    NameOf);

}  // namespace
}  // namespace isnad
