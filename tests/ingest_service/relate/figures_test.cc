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

TEST(FiguresTest, ACountryMakesUpAShareOfAFirm) {
  EXPECT_THAT(
      Lines("رفعت إنفيديا توقعاتها.\nولم تمثل الصين سوى 6% من المبيعات."),
      ElementsAre("entities/nvidia SHARE PERCENT 6"));
}

TEST(FiguresTest, AProductHasAShareOfTheMarket) {
  EXPECT_THAT(Lines("رقاقات TPU قد تستحوذ على 12% من سوق المسرّعات."),
              ElementsAre("entities/tpu SHARE PERCENT 12"));
}

TEST(FiguresTest, APartOfARiseIsAShare) {
  EXPECT_THAT(Lines("ارتفعت مبيعات إنفيديا بنسبة 23 في المئة، منها 27 في المئة "
                    "مصدرها السوق الصينية."),
              ElementsAre("entities/nvidia GROWTH PERCENT 23",
                          "entities/nvidia SHARE PERCENT 27"));
}

TEST(FiguresTest, WhatChipsAreWorthIsTheirs) {
  EXPECT_THAT(Lines("وتقدر قيمة معالجات H100 المهرّبة بنحو 390 مليون دولار."),
              ElementsAre("entities/h100 OTHER MONEY 390000000 USD"));
}

TEST(FiguresTest, WhatAnOfferingRaisesIsNoPrice) {
  EXPECT_THAT(Lines("جمع الطرح الأولي لشركة مور ثريدز نحو 8 مليارات يوان بسعر "
                    "114 يوانا للسهم."),
              ElementsAre("entities/moore-threads OTHER MONEY 8000000000 CNY",
                          "entities/moore-threads PRICE MONEY 114 CNY"));
}

// The chip holds it, and not what it is derived from or its memory.
TEST(FiguresTest, CapacityIsOfTheWhole) {
  EXPECT_THAT(Lines("تمنحك B30A المشتقة من بلاكويل 144 غيغابايت من الذاكرة."),
              ElementsAre("entities/b30a CAPACITY MEASURE 144 GB"));
  EXPECT_THAT(Lines("شريحة H20 تأتي بذاكرة HBM3 سعتها 96 غيغابايت."),
              ElementsAre("entities/h20 CAPACITY MEASURE 96 GB"));
}

TEST(FiguresTest, AMemoryWithANameIsAPart) {
  EXPECT_THAT(Lines("ستحمل رقاقة Ascend 950PR ذاكرة من نوع HiBL بسعة 128 "
                    "غيغابايت."),
              ElementsAre("entities/ascend-950pr CAPACITY MEASURE 128 GB"));
}

TEST(FiguresTest, MemoryIsACapacity) {
  EXPECT_THAT(Lines("تحمل H200 141 غيغابايت من الذاكرة."),
              Contains("entities/h200 CAPACITY MEASURE 141 GB"));
}

TEST(FiguresTest, WhatAShareEarnsIsNoPrice) {
  EXPECT_THAT(Lines("قفز صافي ربح إنتل إلى 1.4 مليار دولار، أو 0.85 دولار "
                    "للسهم، من 709 ملايين دولار."),
              ElementsAre("entities/intel OTHER MONEY 1400000000 USD",
                          "entities/intel OTHER MONEY 0.85 USD",
                          "entities/intel OTHER MONEY 709000000 USD"));
  EXPECT_THAT(Lines("طرحت إنتل أسهمها عند 20 دولارا للسهم."),
              ElementsAre("entities/intel PRICE MONEY 20 USD"));
}

TEST(FiguresTest, RatesAreNoCapacities) {
  EXPECT_THAT(Lines("تقدم رقاقة H20 نطاقا يبلغ 4 تيرابايت في الثانية وذاكرة "
                    "سعتها 96 غيغابايت."),
              ElementsAre("entities/h20 OTHER MEASURE 4 TB/s",
                          "entities/h20 CAPACITY MEASURE 96 GB"));
}

// Who gets something is not the firm spoken of.
TEST(FiguresTest, TheCompanyIsWhoActed) {
  EXPECT_THAT(Lines("قال رئيس تي إس إم سي إن المصنع ينتج رقائق لحساب إنفيديا.\n"
                    "وسجلت الشركة إيرادات بقيمة 33 مليار دولار."),
              ElementsAre("entities/tsmc REVENUE MONEY 33000000000 USD"));
  EXPECT_THAT(Lines("تراجعت مبيعات مايكرون.\nورفض متحدث باسم علي بابا التعليق، "
                    "لكنه أكد أن المجموعة ستستثمر 53 مليار دولار."),
              Contains("entities/alibaba INVESTMENT MONEY 53000000000 USD"));
}

}  // namespace
}  // namespace isnad
