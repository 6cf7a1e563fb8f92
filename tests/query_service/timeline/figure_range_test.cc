#include "query_service/timeline/figure_range.h"

#include <cmath>
#include <string>

#include "gtest/gtest.h"

namespace isnad {
namespace {

v1::Quantity Measure(const char* value, const char* unit) {
  v1::Quantity quantity;
  quantity.mutable_measure()->set_value(value);
  quantity.mutable_measure()->set_unit(unit);
  return quantity;
}

v1::Quantity Count(const char* value, const char* noun) {
  v1::Quantity quantity;
  quantity.mutable_count()->set_value(value);
  quantity.mutable_count()->set_noun(noun);
  return quantity;
}

v1::Quantity Money(const char* amount, const char* currency) {
  v1::Quantity quantity;
  quantity.mutable_money()->set_amount(amount);
  quantity.mutable_money()->set_currency_code(currency);
  return quantity;
}

v1::Quantity Percent(const char* value) {
  v1::Quantity quantity;
  quantity.set_percent(value);
  return quantity;
}

v1::Quantity Duration(const char* value) {
  v1::Quantity quantity;
  quantity.set_duration(value);
  return quantity;
}

v1::Quantity Number(const char* value) {
  v1::Quantity quantity;
  quantity.set_number(value);
  return quantity;
}

struct Case {
  v1::Quantity quantity;
  // "VALUE UNIT", empty for none.
  std::string want;
};

class NumberOfTest : public testing::TestWithParam<Case> {};

TEST_P(NumberOfTest, IsInUnitsWithoutPrefix) {
  const auto number = NumberOf(GetParam().quantity);
  const std::string got =
      number.has_value() ? number->decimal + " " + number->unit : "";
  EXPECT_EQ(got, GetParam().want) << GetParam().quantity.DebugString();
}

INSTANTIATE_TEST_SUITE_P(
    Quantities, NumberOfTest,
    testing::Values(
        Case{Money("8200000000", "USD"), "8200000000 USD"},
        Case{Money("8200000000.00", "usd"), "8200000000 USD"},
        Case{Money("0.50", "USD"), "0.5 USD"},
        Case{Money("000", "USD"), "0 USD"},
        Case{Money("-12.5", "EUR"), "-12.5 EUR"}, Case{Percent("15"), "15 %"},
        Case{Percent("15.0"), "15 %"},
        Case{Count("400000", "unit"), "400000 chip"},
        Case{Count("400000", "processor"), "400000 chip"},
        Case{Count("400000", "wafer"), "400000 wafer"},
        Case{Measure("1.5", "GW"), "1500000000 W"},
        Case{Measure("1500", "MW"), "1500000000 W"},
        Case{Measure("7", "nm"), "0.000000007 m"},
        Case{Measure("141", "GB"), "141000000000 B"},
        Case{Measure("4.8", "TB/s"), "4800000000000 B/s"},
        Case{Measure("2", "EFLOPS"), "2000000000000000000 FLOPS"},
        Case{Measure("0.0", "W"), "0 W"}, Case{Measure("3", "km"), "3000 m"},
        Case{Measure("3", "barrel"), "3 barrel"},
        Case{Measure("3", "XW"), "3 XW"}, Case{Measure("3", ""), "3 "},
        Case{Duration("P3Y"), "3 Y"}, Case{Duration("PT30M"), "30 TM"},
        Case{Duration("P1Y6M"), ""}, Case{Duration("P"), ""},
        Case{Duration("PT"), ""}, Case{Number("5"), "5 1"},
        // No numbers.
        Case{Money("", "USD"), ""}, Case{Money("1e9", "USD"), ""},
        Case{Money("1,000", "USD"), ""}, Case{Money(".5", "USD"), ""},
        Case{Money("--5", "USD"), ""}, Case{Percent("NaN"), ""},
        Case{Percent(std::string(80, '9').c_str()), ""},
        Case{v1::Quantity(), ""}));

TEST(RangeOfTest, FollowsTheQualifier) {
  const auto contains = [](const FigureRange& range, double value) {
    return range.low <= value && value <= range.high;
  };
  const auto exact = RangeOf("8200000000", v1::QUALIFIER_EXACT);
  EXPECT_TRUE(contains(exact, 8.21e9));
  EXPECT_FALSE(contains(exact, 8.3e9));
  const auto about = RangeOf("8200000000", v1::QUALIFIER_ABOUT);
  EXPECT_TRUE(contains(about, 8.9e9));
  EXPECT_FALSE(contains(about, 9.1e9));
  for (const auto qualifier : {v1::QUALIFIER_AT_LEAST, v1::QUALIFIER_OVER}) {
    EXPECT_TRUE(contains(RangeOf("400000", qualifier), 1e12));
    EXPECT_FALSE(contains(RangeOf("400000", qualifier), 300'000));
  }
  for (const auto qualifier : {v1::QUALIFIER_AT_MOST, v1::QUALIFIER_UNDER}) {
    EXPECT_TRUE(contains(RangeOf("400000", qualifier), 0));
    EXPECT_FALSE(contains(RangeOf("400000", qualifier), 500'000));
  }
  EXPECT_TRUE(contains(RangeOf("0", v1::QUALIFIER_ABOUT), 0));
  EXPECT_TRUE(contains(RangeOf("-10", v1::QUALIFIER_ABOUT), -10.5));
}

struct Pair {
  const char* a;
  v1::Qualifier a_qualifier;
  const char* b;
  v1::Qualifier b_qualifier;
  bool disjoint;
};

class DisjointTest : public testing::TestWithParam<Pair> {};

TEST_P(DisjointTest, TellsWhetherANumberFitsBoth) {
  const FigureRange a = RangeOf(GetParam().a, GetParam().a_qualifier);
  const FigureRange b = RangeOf(GetParam().b, GetParam().b_qualifier);
  EXPECT_EQ(AreDisjoint(a, b), GetParam().disjoint);
  EXPECT_EQ(AreDisjoint(b, a), GetParam().disjoint);
  EXPECT_FALSE(AreDisjoint(a, a));
}

INSTANTIATE_TEST_SUITE_P(
    Pairs, DisjointTest,
    testing::Values(
        // The fund of 8.2 and 8.4 billion.
        Pair{"8200000000", v1::QUALIFIER_EXACT, "8400000000",
             v1::QUALIFIER_EXACT, true},
        Pair{"8200000000", v1::QUALIFIER_ABOUT, "8400000000",
             v1::QUALIFIER_EXACT, false},
        // Rounded.
        Pair{"8200000000", v1::QUALIFIER_EXACT, "8210000000",
             v1::QUALIFIER_EXACT, false},
        Pair{"46.74", v1::QUALIFIER_EXACT, "46.7", v1::QUALIFIER_EXACT, false},
        Pair{"400000", v1::QUALIFIER_AT_LEAST, "410000", v1::QUALIFIER_EXACT,
             false},
        Pair{"400000", v1::QUALIFIER_OVER, "300000", v1::QUALIFIER_EXACT, true},
        Pair{"400000", v1::QUALIFIER_EXACT, "410000", v1::QUALIFIER_EXACT,
             true},
        Pair{"400000", v1::QUALIFIER_OVER, "300000", v1::QUALIFIER_AT_MOST,
             true},
        Pair{"400000", v1::QUALIFIER_AT_MOST, "300000", v1::QUALIFIER_OVER,
             false},
        Pair{"400000", v1::QUALIFIER_OVER, "400000", v1::QUALIFIER_EXACT,
             false},
        Pair{"0", v1::QUALIFIER_EXACT, "1", v1::QUALIFIER_EXACT, true},
        // No numbers contradict nothing.
        Pair{"many", v1::QUALIFIER_EXACT, "1", v1::QUALIFIER_EXACT, false}));

TEST(ResolvePeriodTest, ResolvesRelativeWordsByTheTimeOfTheDocument) {
  absl::Time time;
  std::string error;
  ASSERT_TRUE(absl::ParseTime("%Y-%m-%d", "2026-01-15", &time, &error));
  EXPECT_EQ(ResolvePeriod("this-year", time), "2026");
  EXPECT_EQ(ResolvePeriod("last-year", time), "2025");
  EXPECT_EQ(ResolvePeriod("next-year", time), "2027");
  EXPECT_EQ(ResolvePeriod("this-month", time), "2026-01");
  EXPECT_EQ(ResolvePeriod("last-month", time), "2025-12");
  EXPECT_EQ(ResolvePeriod("next-month", time), "2026-02");
  EXPECT_EQ(ResolvePeriod("2025-07", time), "2025-07");
  EXPECT_EQ(ResolvePeriod("quarter", time), "quarter");
  EXPECT_EQ(ResolvePeriod("", time), "");
  EXPECT_EQ(ResolvePeriod("this-year", std::nullopt), "this-year");
}

}  // namespace
}  // namespace isnad
