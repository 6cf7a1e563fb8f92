#include "ingest_service/outbox/backoff.h"

#include "gtest/gtest.h"

namespace isnad {
namespace {

BackoffOptions Options() {
  BackoffOptions options;
  options.initial = absl::Milliseconds(100);
  options.max = absl::Seconds(1);
  options.multiplier = 2.0;
  options.jitter = 0.2;
  return options;
}

TEST(BackoffTest, GrowsToItsMaximumAndStartsOverAfterReset) {
  Backoff backoff(Options(), [] { return 0.5; });  // no deviation
  for (const int expected_ms : {100, 200, 400, 800, 1000, 1000}) {
    EXPECT_EQ(backoff.Next(), absl::Milliseconds(expected_ms));
  }
  backoff.Reset();
  EXPECT_EQ(backoff.Next(), absl::Milliseconds(100));
}

TEST(BackoffTest, JitterSpreadsTheDelayToBothSides) {
  Backoff least(Options(), [] { return 0.0; });
  Backoff most(Options(), [] { return 1.0; });
  EXPECT_EQ(least.Next(), absl::Milliseconds(80));
  EXPECT_EQ(most.Next(), absl::Milliseconds(120));
}

TEST(BackoffTest, SystemRandomStaysInItsRange) {
  const RandomFunction random = SystemRandom();
  for (int i = 0; i < 1000; ++i) {
    const double value = random();
    ASSERT_GE(value, 0.0);
    ASSERT_LT(value, 1.0);
  }
}

}  // namespace
}  // namespace isnad
