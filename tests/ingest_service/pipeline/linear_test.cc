// Reading takes time in proportion to the text, whatever the text is made of.
#include <ctime>

#include <algorithm>
#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ingest_service/pipeline/analyzer.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

constexpr size_t kSmallBytes = 64 << 10;
constexpr size_t kGrowth = 4;
// Squared growth would be sixteen times; less than ten is not that.
constexpr double kMostTimesSlower = 10;
// What is quicker than this cannot be told from noise.
constexpr double kNoiseSeconds = 0.01;

struct Case {
  std::string name;
  // What the text repeats.
  std::string unit;
};

class LinearTest : public testing::TestWithParam<Case> {
 protected:
  static void SetUpTestSuite() {
    analyzer_ = Analyzer::Create({}).value().release();
  }
  static void TearDownTestSuite() {
    delete analyzer_;
    analyzer_ = nullptr;
  }

  // The least time of three that this thread needs to read so much text.
  static double SecondsFor(const std::string& unit, size_t bytes) {
    v1::Document document;
    while (document.source().size() < bytes) {
      document.mutable_source()->append(unit);
    }
    double least = 1e9;
    for (int round = 0; round < 3; ++round) {
      const double begin = CoreSeconds();
      EXPECT_THAT(analyzer_->Analyze(document, {}), IsOk());
      least = std::min(least, CoreSeconds() - begin);
    }
    return least;
  }

  static double CoreSeconds() {
    timespec now = {};
    EXPECT_EQ(::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now), 0);
    return static_cast<double>(now.tv_sec) +
           static_cast<double>(now.tv_nsec) * 1e-9;
  }

  static Analyzer* analyzer_;
};

Analyzer* LinearTest::analyzer_ = nullptr;

TEST_P(LinearTest, TimeGrowsWithTheText) {
  const double small = SecondsFor(GetParam().unit, kSmallBytes);
  const double large = SecondsFor(GetParam().unit, kSmallBytes * kGrowth);
  EXPECT_LT(large, kMostTimesSlower * std::max(small, kNoiseSeconds));
}

INSTANTIATE_TEST_SUITE_P(
    Texts, LinearTest,
    testing::Values(
        Case{"Sentences",
             "قالت رويترز إن الصين سمحت لشركة إنفيديا ببيع رقائق H200. "},
        Case{"OneSentence",
             "قالت رويترز إن الصين سمحت لشركة إنفيديا ببيع رقائق H200 "},
        Case{"Colons",
             "قالت رويترز: إن الصين سمحت لشركة إنفيديا ببيع H200 وقال ترمب: "
             "إنها ستدفع 15% "},
        Case{"HeadsOfLinks", "اقرأ أيضا\n"}, Case{"Dots", "كلمة .. "},
        Case{"Quotes", "قال «ترمب» إن «إنفيديا» "},
        Case{"OpenQuotes", "قال «ترمب إن «إنفيديا "},
        Case{"Numbers", "5 و6 و7 مليارات دولار "},
        Case{"NewNames", "شركة Abcd وشركة Efgh وقال جون سميث إن "},
        Case{"Marks", "،،، ((( \"\"\" "},
        Case{"AccordingTo", "بحسب رويترز، وفقا لبلومبرغ، "}),
    [](const testing::TestParamInfo<Case>& param) { return param.param.name; });

}  // namespace
}  // namespace isnad
