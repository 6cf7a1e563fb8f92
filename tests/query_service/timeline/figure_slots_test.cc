#include "query_service/timeline/figure_slots.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/query_service/timeline/made_facts.h"

namespace isnad {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class FigureSlotsTest : public testing::Test {
 protected:
  std::vector<v1::FigureSlot> Make(std::vector<SourcedFigure> figures) {
    made_.Place();
    return MakeFigureSlots(std::move(figures));
  }

  static bool AnyContradiction(const std::vector<v1::FigureSlot>& slots) {
    for (const v1::FigureSlot& slot : slots) {
      for (const v1::FigureValue& value : slot.values()) {
        if (value.contradicts_size() > 0) return true;
      }
    }
    return false;
  }

  MadeFacts made_;
};

// The fund of the issue: one article says this year, the other nothing.
TEST_F(FigureSlotsTest, TwoSumsOfOneFundContradictEachOther) {
  const auto first =
      made_.Money(made_.Document(), "8200000000", {}, "this-year");
  const auto second = made_.Money(made_.Document(), "8400000000");
  const auto slots = Make({first, second});
  ASSERT_THAT(slots, SizeIs(1));
  const v1::FigureSlot& slot = slots[0];
  EXPECT_EQ(slot.subject(), "entities/china");
  EXPECT_EQ(slot.metric(), v1::FIGURE_METRIC_INVESTMENT);
  EXPECT_EQ(slot.period(), "this-year");
  EXPECT_EQ(slot.unit(), "USD");
  ASSERT_THAT(slot.values(), SizeIs(2));
  EXPECT_EQ(slot.values(0).value(), "8200000000");
  EXPECT_FALSE(slot.values(0).period_assumed());
  EXPECT_THAT(slot.values(0).contradicts(), ElementsAre(second.figure.name()));
  EXPECT_TRUE(slot.values(1).period_assumed());
  EXPECT_THAT(slot.values(1).contradicts(), ElementsAre(first.figure.name()));
  EXPECT_EQ(slot.values(1).order(), v1::TIMELINE_ORDER_REVISION);
  ASSERT_THAT(slot.values(1).witnesses(), SizeIs(1));
  EXPECT_EQ(slot.values(1).witnesses(0).root(), "documents/d2");
}

TEST_F(FigureSlotsTest, ReprintsAndQuotationsAreOneWitness) {
  const auto* original = made_.Document("", "asharq");
  const auto slots = Make({
      made_.Money(original, "8200000000"),
      made_.Money(made_.Document("", "other", original), "8200000000"),
      made_.Money(made_.Document(), "8200000000.0",
                  {"speaker:", "via:reuters"}),
      made_.Money(made_.Document(), "8200000000", {"via:reuters"}),
  });
  ASSERT_THAT(slots, SizeIs(1));
  ASSERT_THAT(slots[0].values(), SizeIs(1));
  EXPECT_THAT(slots[0].values(0).figures(), SizeIs(4));
  ASSERT_THAT(slots[0].values(0).witnesses(), SizeIs(2));
  EXPECT_THAT(slots[0].values(0).witnesses(0).chains(), SizeIs(2));
  EXPECT_THAT(slots[0].values(0).witnesses(0).decisions(), IsEmpty());
}

TEST_F(FigureSlotsTest, PeriodsMetricsAndUnitsAreSlotsOfTheirOwn) {
  auto other_metric = made_.Money(made_.Document(), "1");
  other_metric.figure.set_metric(v1::FIGURE_METRIC_SUBSIDY);
  auto other_currency = made_.Money(made_.Document(), "60000000000");
  other_currency.figure.mutable_quantity()->mutable_money()->set_currency_code(
      "CNY");
  const auto slots = Make({
      made_.Money(made_.Document(), "2", {}, "2024"),
      made_.Money(made_.Document(), "3", {}, "2025"),
      made_.Money(made_.Document(), "4"),
      other_metric,
      other_currency,
  });
  std::vector<std::string> keys;
  for (const v1::FigureSlot& slot : slots) {
    keys.push_back(absl::StrCat(v1::FigureMetric_Name(slot.metric()), " ",
                                slot.unit(), " ", slot.period()));
  }
  EXPECT_THAT(keys, ElementsAre("FIGURE_METRIC_INVESTMENT CNY ",
                                "FIGURE_METRIC_INVESTMENT USD ",
                                "FIGURE_METRIC_INVESTMENT USD 2024",
                                "FIGURE_METRIC_INVESTMENT USD 2025",
                                "FIGURE_METRIC_SUBSIDY USD "));
  EXPECT_FALSE(AnyContradiction(slots));
}

TEST_F(FigureSlotsTest, RelativePeriodsMeetTheYearTheyMean) {
  const auto slots = Make({
      made_.Money(made_.Document("2025-03-01"), "2", {}, "this-year"),
      made_.Money(made_.Document("2026-03-01"), "3", {}, "last-year"),
  });
  ASSERT_THAT(slots, SizeIs(1));
  EXPECT_EQ(slots[0].period(), "2025");
  // However far apart they were said, they speak of the same year.
  EXPECT_TRUE(AnyContradiction(slots));
}

TEST_F(FigureSlotsTest, WithoutAPeriodFarApartReportsAreOfDifferentOnes) {
  const auto march = made_.Money(made_.Document("2025-03-01"), "2");
  const auto april = made_.Money(made_.Document("2025-04-01"), "3");
  const auto next_year = made_.Money(made_.Document("2026-03-01"), "4");
  EXPECT_TRUE(AnyContradiction(Make({march, april})));
  EXPECT_FALSE(AnyContradiction(Make({march, next_year})));
  auto value_in_march = march;
  auto value_in_april = april;
  value_in_march.figure.set_metric(v1::FIGURE_METRIC_MARKET_VALUE);
  value_in_april.figure.set_metric(v1::FIGURE_METRIC_MARKET_VALUE);
  EXPECT_FALSE(AnyContradiction(Make({value_in_march, value_in_april})));
}

TEST_F(FigureSlotsTest, OnlyReportsContradict) {
  for (const auto modality :
       {v1::FIGURE_MODALITY_ESTIMATE, v1::FIGURE_MODALITY_FORECAST,
        v1::FIGURE_MODALITY_POSSIBLE}) {
    auto held = made_.Money(made_.Document(), "3");
    held.figure.set_modality(modality);
    const auto slots = Make({made_.Money(made_.Document(), "2"), held});
    ASSERT_THAT(slots, SizeIs(1));
    EXPECT_THAT(slots[0].values(), SizeIs(2));
    EXPECT_FALSE(AnyContradiction(slots));
  }
}

TEST_F(FigureSlotsTest, QualifiersLeaveRoom) {
  const auto count = [&](const char* value, const char* noun,
                         v1::Qualifier qualifier) {
    auto made = made_.Money(made_.Document(), "0");
    made.figure.set_metric(v1::FIGURE_METRIC_VOLUME);
    made.figure.mutable_quantity()->mutable_count()->set_value(value);
    made.figure.mutable_quantity()->mutable_count()->set_noun(noun);
    made.figure.mutable_quantity()->set_qualifier(qualifier);
    return made;
  };
  const auto over = count("400000", "unit", v1::QUALIFIER_OVER);
  const auto exact = count("410000", "chip", v1::QUALIFIER_EXACT);
  const auto slots = Make({over, exact});
  ASSERT_THAT(slots, SizeIs(1));
  EXPECT_EQ(slots[0].unit(), "chip");
  EXPECT_THAT(slots[0].values(), SizeIs(2));
  EXPECT_FALSE(AnyContradiction(slots));
  EXPECT_TRUE(AnyContradiction(
      Make({over, count("300000", "chip", v1::QUALIFIER_EXACT)})));
}

TEST_F(FigureSlotsTest, OneRootThatCorrectsItselfDoesNotContradict) {
  EXPECT_FALSE(AnyContradiction(Make({
      made_.Money(made_.Document(), "8200000000", {"speaker:reuters"}),
      made_.Money(made_.Document(), "8400000000", {"speaker:", "via:reuters"}),
  })));
}

TEST_F(FigureSlotsTest, WhatIsNoNumberHasNoSlot) {
  auto date = made_.Money(made_.Document(), "1");
  date.figure.mutable_quantity()->mutable_date()->set_value("2025");
  auto empty = made_.Money(made_.Document(), "");
  EXPECT_THAT(Make({date, empty}), IsEmpty());
  EXPECT_THAT(Make({}), IsEmpty());
}

TEST_F(FigureSlotsTest, TheOrderTheyAreGivenInDoesNotMatter) {
  for (unsigned seed = 1; seed <= 100; ++seed) {
    std::mt19937 random(seed);
    MadeFacts made;
    std::vector<SourcedFigure> figures;
    const char* const periods[] = {"", "2025", "this-year"};
    const char* const dates[] = {"", "2025-01-01", "2025-06-01"};
    for (int i = 0; i < 20; ++i) {
      figures.push_back(made.Money(made.Document(dates[random() % 3]),
                                   absl::StrCat(random() % 4), {},
                                   periods[random() % 3]));
    }
    made.Place();
    const auto text = [](const std::vector<v1::FigureSlot>& slots) {
      std::string all;
      for (const v1::FigureSlot& slot : slots) all += slot.DebugString();
      return all;
    };
    const auto slots = MakeFigureSlots(figures);
    int placed = 0;
    for (const v1::FigureSlot& slot : slots) {
      for (const v1::FigureValue& value : slot.values()) {
        placed += value.figures_size();
      }
    }
    EXPECT_EQ(placed, 20) << "seed " << seed;
    std::shuffle(figures.begin(), figures.end(), random);
    EXPECT_EQ(text(MakeFigureSlots(figures)), text(slots)) << "seed " << seed;
  }
}

}  // namespace
}  // namespace isnad
