#include "ingest_service/server/work_pool.h"

#include <atomic>
#include <future>

#include "gtest/gtest.h"

namespace isnad {
namespace {

TEST(WorkPoolTest, RunsEverythingBeforeItEnds) {
  std::atomic<int> ran{0};
  {
    WorkPool pool(3, 100);
    for (int i = 0; i < 100; ++i) pool.Schedule([&] { ++ran; });
  }
  EXPECT_EQ(ran, 100);
}

TEST(WorkPoolTest, RefusesWhatExceedsTheQueue) {
  std::promise<void> started;
  std::promise<void> release;
  std::atomic<int> ran{0};
  {
    WorkPool pool(1, 2);
    ASSERT_TRUE(pool.TrySchedule([&] {
      started.set_value();
      release.get_future().wait();
    }));
    started.get_future().wait();
    EXPECT_TRUE(pool.TrySchedule([&] { ++ran; }));
    EXPECT_TRUE(pool.TrySchedule([&] { ++ran; }));
    EXPECT_FALSE(pool.TrySchedule([&] { ++ran; }));
    pool.Schedule([&] { ++ran; });
    release.set_value();
  }
  EXPECT_EQ(ran, 3);
}

}  // namespace
}  // namespace isnad
