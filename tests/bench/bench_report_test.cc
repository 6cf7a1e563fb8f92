#include "tests/bench/bench_report.h"

#include <limits>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

TEST(BenchReportTest, JsonKeepsTheOrderOfSectionsAndFigures) {
  BenchReport report;
  BenchSection& first = report.AddSection("append");
  first.Add("rate", 1.5);
  first.Add("ratio", 0.25, AtLeast(0.8));
  report.AddSection("machine").AddText("cpu", "a \"b\"\n");
  EXPECT_EQ(report.ToJson(),
            "{\n"
            "  \"append\": {\"rate\": 1.5, \"ratio\": 0.25, \"targets\": "
            "{\"ratio\": {\"at_least\": 0.8}}},\n"
            "  \"machine\": {\"cpu\": \"a \\\"b\\\"\\u000a\"}\n"
            "}\n");
}

TEST(BenchReportTest, JsonHasNoNumberThatIsNotFinite) {
  BenchReport report;
  report.AddSection("a").Add("x", std::numeric_limits<double>::infinity());
  EXPECT_THAT(report.ToJson(), HasSubstr("{\"x\": null}"));
}

TEST(BenchReportTest, TableSaysWhetherATargetIsMet) {
  BenchReport report;
  BenchSection& section = report.AddSection("growth");
  section.Add("ratio", 1.4, AtMost(1.3));
  section.Add("rate", 900, AtLeast(900));
  EXPECT_THAT(report.ToTable(),
              MatchesRegex("section[^\n]*\n"
                           "growth +ratio +1\\.4 +<= 1\\.3 NO\n"
                           "growth +rate +900 +>= 900 yes\n"));
}

}  // namespace
}  // namespace isnad
