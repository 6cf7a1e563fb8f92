#include "client/cpp/adaptive_throttle.h"

#include "common/status/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "isnad/v1/query_service.pb.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

// A service that bears so many calls a second, and a client that has ten times
// as many to make, in steps of a tenth of a second.
class AdaptiveThrottleTest : public testing::Test {
 protected:
  struct Counts {
    int accepted = 0;
    int refused = 0;
    int held_back = 0;
  };

  Counts Offer(int calls_a_second, int borne_a_second, absl::Duration time) {
    constexpr int kStepsASecond = 10;
    Counts counts;
    const auto steps =
        static_cast<int>(absl::ToDoubleSeconds(time) * kStepsASecond);
    for (int step = 0; step < steps; ++step) {
      int room = borne_a_second / kStepsASecond;
      for (int i = 0; i < calls_a_second / kStepsASecond; ++i) {
        const absl::Status admitted = throttle_.Admit();
        if (!admitted.ok()) {
          EXPECT_THAT(admitted, HasReason(v1::ERROR_REASON_OVERLOADED));
          EXPECT_EQ(RetryDelayOf(admitted), absl::Seconds(1));
          ++counts.held_back;
        } else if (room > 0) {
          --room;
          throttle_.NoteAccepted();
          ++counts.accepted;
        } else {
          throttle_.NoteRefused();
          ++counts.refused;
        }
      }
      clock_.Advance(absl::Seconds(1) / kStepsASecond);
    }
    return counts;
  }

  FakeClock clock_;
  AdaptiveThrottle throttle_{clock_};
};

TEST_F(AdaptiveThrottleTest, HoldsNothingBackWhereAllIsAccepted) {
  const Counts counts = Offer(1000, 1000, absl::Seconds(10));
  EXPECT_EQ(counts.accepted, 10'000);
  EXPECT_EQ(counts.held_back, 0);
}

TEST_F(AdaptiveThrottleTest, SendsHalfAsMuchAgainAsTheServiceBears) {
  Offer(10'000, 1000, absl::Seconds(10));  // until it has learned
  const Counts counts = Offer(10'000, 1000, absl::Seconds(10));
  EXPECT_EQ(counts.accepted, 10'000);
  EXPECT_GT(counts.refused, 4'000);
  EXPECT_LT(counts.refused, 6'000);
  EXPECT_EQ(counts.accepted + counts.refused + counts.held_back, 100'000);
}

TEST_F(AdaptiveThrottleTest, NoticesThatThereIsRoomAgain) {
  Offer(10'000, 1000, absl::Seconds(10));
  Offer(1000, 1000, absl::Seconds(20));
  const Counts counts = Offer(1000, 1000, absl::Seconds(1));
  EXPECT_EQ(counts.held_back, 0);
  EXPECT_EQ(counts.accepted, 1000);
}

TEST_F(AdaptiveThrottleTest, FindsOutThatAServiceWhichRefusedAllAnswersAgain) {
  Offer(1000, 0, absl::Seconds(60));
  const Counts during = Offer(1000, 0, absl::Seconds(1));
  EXPECT_GT(during.refused, 0) << "nothing would tell that it answers again";
  EXPECT_LT(during.refused, 50);
  Offer(1000, 1000, absl::Seconds(30));
  EXPECT_EQ(Offer(1000, 1000, absl::Seconds(1)).held_back, 0);
}

TEST_F(AdaptiveThrottleTest, NeverHoldsBackWhoCallsOnceInAWhile) {
  const Counts counts = Offer(10, 0, absl::Seconds(2));
  EXPECT_EQ(counts.refused, 20);
  for (int i = 0; i < 100; ++i) {
    clock_.Advance(absl::Seconds(1));
    ASSERT_THAT(throttle_.Admit(), IsOk());
    throttle_.NoteRefused();
  }
}

TEST_F(AdaptiveThrottleTest, ForgetsNothingOverAClockThatIsSetBack) {
  Offer(10'000, 0, absl::Seconds(1));
  clock_.Advance(absl::Seconds(-100));
  EXPECT_LT(Offer(1000, 0, absl::Seconds(1)).refused, 50);
  clock_.Advance(absl::Seconds(1000));
  EXPECT_THAT(throttle_.Admit(), IsOk());
}

TEST_F(AdaptiveThrottleTest, CountsOnlyOverloadAsRefused) {
  for (int i = 0; i < 100; ++i) {
    throttle_.Note(ErrorWithReason(absl::StatusCode::kResourceExhausted, "full",
                                   v1::ERROR_REASON_OUTBOX_FULL));
    throttle_.Note(FieldError("name", "got x, want y"));
    throttle_.Note(absl::OkStatus());
    ASSERT_THAT(throttle_.Admit(), IsOk());
  }
  for (int i = 0; i < 10'000; ++i) {
    throttle_.Note(ErrorWithReason(absl::StatusCode::kResourceExhausted, "busy",
                                   v1::ERROR_REASON_OVERLOADED));
  }
  throttle_.Admit().IgnoreError();
  EXPECT_FALSE(throttle_.Admit().ok());
}

TEST(MethodThrottlesTest, GivesEachMethodOneOfItsOwn) {
  MethodThrottles throttles;
  AdaptiveThrottle& lists =
      throttles.Of(*v1::ListDecisionsRequest::descriptor());
  EXPECT_EQ(&lists, &throttles.Of(*v1::ListDecisionsRequest::descriptor()));
  EXPECT_NE(&lists, &throttles.Of(*v1::GetEntityRequest::descriptor()));
}

}  // namespace
}  // namespace isnad
