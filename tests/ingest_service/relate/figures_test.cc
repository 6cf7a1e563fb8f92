// Of whom figures are and what they measure, where words nearer to them
// mislead.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/ingest_service/recognize/quantity_testing.h"
#include "tests/ingest_service/relate/fact_reading.h"

namespace isnad {
namespace {

using testing::Contains;
using testing::ElementsAre;

// "entities/nvidia SHARE PERCENT 8", one for each figure of a text.
std::vector<std::string> Lines(const std::string& text) {
  const v1::Analysis facts = ReadFacts(text);
  std::vector<std::string> lines;
  for (const v1::Figure& figure : facts.figures()) {
    lines.push_back(
        absl::StrCat(figure.subject(), " ",
                     v1::FigureMetric_Name(figure.metric())
                         .substr(std::string("FIGURE_METRIC_").size()),
                     " ", DescribeValue(figure.quantity())));
  }
  return lines;
}

TEST(FiguresTest, AShareThatFallsToALevelIsAShare) {
  EXPECT_THAT(Lines("حصة إنفيديا من السوق ستنكمش إلى نحو 8%."),
              ElementsAre("entities/nvidia SHARE PERCENT 8"));
  EXPECT_THAT(Lines("انكمشت مبيعات إنفيديا نحو 8%."),
              ElementsAre("entities/nvidia LOSS PERCENT 8"));
}

TEST(FiguresTest, WhoOpensAClauseIsItsSubject) {
  EXPECT_THAT(
      Lines("بلغت إيرادات إنفيديا 46 مليار دولار، وإنتل حققت 13 مليار دولار."),
      ElementsAre("entities/nvidia REVENUE MONEY 46000000000 USD",
                  "entities/intel REVENUE MONEY 13000000000 USD"));
}

TEST(FiguresTest, TradeOfACountryIsTheCountrys) {
  EXPECT_THAT(Lines("واردات الصين من الدوائر المتكاملة هبطت 17%."),
              ElementsAre("entities/china LOSS PERCENT 17"));
}

TEST(FiguresTest, MemoryIsACapacity) {
  EXPECT_THAT(Lines("تحمل H200 141 غيغابايت من الذاكرة."),
              Contains("entities/h200 CAPACITY MEASURE 141 GB"));
}

}  // namespace
}  // namespace isnad
