// Two hundred deaths, of either service, at random and at every named point.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/crash_harness.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

TEST(CrashTest, TwoHundredKillsLoseAndDoubleNothing) {
  CrashOptions options;
  options.kills = 200;
  RecordProperty("seed", static_cast<int>(options.seed));
  ASSERT_OK_AND_ASSIGN(const CrashReport report, RunCrashHarness(options));
  EXPECT_GE(report.kills, options.kills);
  EXPECT_EQ(report.lost, 0);
  EXPECT_EQ(report.doubled, 0);
  EXPECT_EQ(report.corrupt, 0);
  for (const auto& [point, count] : report.points) {
    std::cout << count << " kills: " << point << "\n";
  }
  for (const char* kind : {"ingest", "withdraw", "remove", "merge", "poison",
                           "retry", "reanalyze"}) {
    EXPECT_GT(report.work.count(kind), 0u) << kind;
  }
  for (const std::string& finding : report.findings) {
    ADD_FAILURE() << finding;
  }
  // The points are in the path, else they would prove nothing.
  EXPECT_GT(report.points.size(), 8u);
}

}  // namespace
}  // namespace isnad
