#include "query_service/store/sqlite/waiters.h"

#include <future>

#include "gtest/gtest.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

TEST(WaitersTest, TellsOfCallsAndNotOfThoseWhoFollowForEver) {
  StoreProgress progress;
  FakeClock clock;
  int calls = 0;
  // What is still there when the waiters end is called back then.
  std::promise<absl::Status> follower_ended;
  std::promise<absl::Status> call_ended;
  ReadRequirement next;
  next.revision = 1;
  {
    Waiters waiters(progress, clock, [&calls] { ++calls; });
    waiters.Add(next, absl::InfiniteFuture(), [&](const absl::Status& status) {
      follower_ended.set_value(status);
    });
    EXPECT_FALSE(waiters.CallsWait());
    EXPECT_EQ(calls, 0);

    const Store::WaitId id = waiters.Add(
        next, clock.Now() + absl::Seconds(1),
        [&](const absl::Status& status) { call_ended.set_value(status); });
    EXPECT_TRUE(waiters.CallsWait());
    EXPECT_EQ(calls, 1);
    waiters.Cancel(id);
    EXPECT_FALSE(waiters.CallsWait());
    EXPECT_FALSE(call_ended.get_future().get().ok());

    // What need not wait calls nobody.
    std::promise<absl::Status> met;
    waiters.Add(ReadRequirement(), clock.Now() + absl::Seconds(1),
                [&](const absl::Status& status) { met.set_value(status); });
    EXPECT_THAT(met.get_future().get(), IsOk());
    EXPECT_FALSE(waiters.CallsWait());
    EXPECT_EQ(calls, 1);
  }
  EXPECT_FALSE(follower_ended.get_future().get().ok());
}

}  // namespace
}  // namespace isnad
