#include "query_service/lookup/lookup_pool.h"

#include <atomic>
#include <future>
#include <memory>
#include <vector>

#include "common/status/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

// A job that tells with what it was called.
class Probe {
 public:
  LookupPool::Job Job() {
    return [answer = answer_](const absl::Status& admitted) {
      answer->set_value(admitted);
    };
  }
  absl::Status Wait() { return answer_->get_future().get(); }

 private:
  std::shared_ptr<std::promise<absl::Status>> answer_ =
      std::make_shared<std::promise<absl::Status>>();
};

// Keeps a pool of one thread occupied until it is told to let go.
class Blocker {
 public:
  explicit Blocker(LookupPool& pool) {
    pool.Run([this](const absl::Status& admitted) {
      started_.set_value(admitted);
      release_.get_future().wait();
    });
    EXPECT_THAT(started_.get_future().get(), IsOk());
  }
  void Release() { release_.set_value(); }

 private:
  std::promise<absl::Status> started_;
  std::promise<void> release_;
};

LookupLimits OneThread(int max_waiting) {
  LookupLimits limits;
  limits.threads = 1;
  limits.max_waiting = max_waiting;
  return limits;
}

TEST(LookupPoolTest, RunsWhatFindsRoom) {
  LookupPool pool(OneThread(1));
  Probe probe;
  pool.Run(probe.Job());
  EXPECT_THAT(probe.Wait(), IsOk());
}

TEST(LookupPoolTest, RefusesAtOnceWhatFindsNoRoom) {
  LookupPool pool(OneThread(2));
  Blocker blocker(pool);
  Probe first;
  Probe second;
  Probe refused;
  pool.Run(first.Job());
  EXPECT_FALSE(pool.RefusesNow());
  pool.Run(second.Job());
  EXPECT_TRUE(pool.RefusesNow());
  pool.Run(refused.Job());
  // The thread is occupied still, so this was answered by the caller.
  const absl::Status status = refused.Wait();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_OVERLOADED);
  EXPECT_GT(RetryDelayOf(status), absl::ZeroDuration());
  blocker.Release();
  EXPECT_THAT(first.Wait(), IsOk());
  EXPECT_THAT(second.Wait(), IsOk());
}

TEST(LookupPoolTest, RefusesWhatWaitedTooLong) {
  FakeClock clock;
  LookupLimits limits = OneThread(2);
  limits.max_wait = absl::Milliseconds(10);
  LookupPool pool(limits, clock);
  Blocker blocker(pool);
  Probe late;
  Probe in_time;
  pool.Run(late.Job());
  clock.Advance(absl::Milliseconds(11));
  pool.Run(in_time.Job());
  blocker.Release();
  EXPECT_EQ(ReasonOf(late.Wait()), v1::ERROR_REASON_OVERLOADED);
  EXPECT_THAT(in_time.Wait(), IsOk());
}

TEST(LookupPoolTest, RefusesAtOnceWhatWouldWaitTooLong) {
  FakeClock clock;
  LookupLimits limits = OneThread(1'000);
  limits.max_wait = absl::Milliseconds(100);
  LookupPool pool(limits, clock);
  constexpr int kLookups = 100;
  for (int i = 0; i < kLookups; ++i) {
    std::promise<void> done;
    pool.Run([&](const absl::Status& admitted) {
      EXPECT_THAT(admitted, IsOk());
      clock.Advance(absl::Milliseconds(10));
      done.set_value();
    });
    done.get_future().wait();
  }
  Blocker blocker(pool);
  int admitted = 0;
  bool refused = false;
  while (!refused && admitted < limits.max_waiting) {
    // Called here or, once the blocker lets go, by the pool's thread.
    auto by_caller = std::make_shared<std::atomic<bool>>(true);
    pool.Run([&refused, by_caller](const absl::Status& status) {
      if (*by_caller) refused = !status.ok();
    });
    *by_caller = false;
    if (!refused) ++admitted;
  }
  // Ten of 10 ms each; the mean of the first ones may be a little less.
  EXPECT_TRUE(refused);
  EXPECT_GE(admitted, 10);
  EXPECT_LE(admitted, 12);
  blocker.Release();
}

TEST(LookupPoolTest, EndRunsWhatWaits) {
  Probe probe;
  {
    LookupPool pool(OneThread(8));
    pool.Run(probe.Job());
  }
  EXPECT_THAT(probe.Wait(), IsOk());
}

}  // namespace
}  // namespace isnad
