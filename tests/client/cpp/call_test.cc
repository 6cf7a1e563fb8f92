#include "client/cpp/call.h"

#include <vector>

#include "absl/time/clock.h"
#include "common/status/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "isnad/v1/ingest_service.pb.h"
#include "isnad/v1/record_service.pb.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

// A stub that answers with the statuses of a list, then with OK.
class ScriptedStub {
 public:
  explicit ScriptedStub(std::vector<absl::Status> statuses)
      : statuses_(std::move(statuses)) {}

  grpc::Status GetOperation(grpc::ClientContext* /*context*/,
                            const v1::GetOperationRequest& /*request*/,
                            v1::GetOperationResponse* /*response*/) {
    if (calls_ == statuses_.size()) return grpc::Status::OK;
    return ToGrpcStatus(statuses_[calls_++]);
  }

  size_t calls() const { return calls_; }

 private:
  const std::vector<absl::Status> statuses_;
  size_t calls_ = 0;
};

absl::Status Unavailable(absl::Duration delay) {
  absl::Status status = ErrorWithReason(absl::StatusCode::kUnavailable, "busy",
                                        v1::ERROR_REASON_STORE_BUSY);
  SetRetryDelay(status, delay);
  return status;
}

absl::Status Exhausted() {
  return ErrorWithReason(absl::StatusCode::kResourceExhausted, "full",
                         v1::ERROR_REASON_OUTBOX_FULL);
}

class CallTest : public testing::Test {
 protected:
  CallOptions Options() {
    CallOptions options;
    options.sleep = [this](absl::Duration pause) { pauses_.push_back(pause); };
    return options;
  }

  absl::StatusOr<v1::GetOperationResponse> Run(ScriptedStub& stub,
                                               const CallOptions& options) {
    return Call(stub, &ScriptedStub::GetOperation, v1::GetOperationRequest(),
                options, &throttles_);
  }

  std::vector<absl::Duration> pauses_;
  MethodThrottles throttles_;
};

TEST_F(CallTest, WaitsAtLeastAsLongAsTheServerAsks) {
  ScriptedStub stub(
      {Unavailable(absl::Seconds(3)), Unavailable(absl::Milliseconds(1))});
  EXPECT_THAT(Run(stub, Options()), IsOk());
  ASSERT_THAT(pauses_, SizeIs(2));
  EXPECT_GE(pauses_[0], absl::Seconds(3));
  EXPECT_LE(pauses_[0], absl::Seconds(3.6));
  EXPECT_GE(pauses_[1], absl::Milliseconds(200));
}

TEST_F(CallTest, GivesUpAfterItsAttempts) {
  const absl::Status status = Unavailable(absl::Milliseconds(1));
  ScriptedStub stub({status, status, status, status});
  CallOptions options = Options();
  options.max_attempts = 3;
  EXPECT_THAT(Run(stub, options), HasReason(v1::ERROR_REASON_STORE_BUSY));
  EXPECT_EQ(stub.calls(), 3u);
}

TEST_F(CallTest, GivesUpWhereTheDeadlineWouldPassInThePause) {
  ScriptedStub stub({Unavailable(absl::Hours(1))});
  EXPECT_THAT(Run(stub, Options()), HasReason(v1::ERROR_REASON_STORE_BUSY));
  EXPECT_THAT(pauses_, IsEmpty());
}

TEST_F(CallTest, DoesNotRepeatWhatWillNotChange) {
  ScriptedStub stub({FieldError("name", "got x, want y")});
  EXPECT_THAT(Run(stub, Options()), HasReason(v1::ERROR_REASON_FIELD_INVALID));
  EXPECT_EQ(stub.calls(), 1u);
}

TEST_F(CallTest, WaitsForRoomOnlyWhenAskedTo) {
  ScriptedStub impatient({Exhausted()});
  EXPECT_THAT(Run(impatient, Options()),
              HasReason(v1::ERROR_REASON_OUTBOX_FULL));
  ScriptedStub patient({Exhausted()});
  CallOptions options = Options();
  options.retry_exhausted = true;
  EXPECT_THAT(Run(patient, options), IsOk());
}

TEST_F(CallTest, IsNotSentWhileTheServiceRefusesAll) {
  const absl::Status overloaded =
      ErrorWithReason(absl::StatusCode::kResourceExhausted, "busy",
                      v1::ERROR_REASON_OVERLOADED);
  ScriptedStub stub(std::vector<absl::Status>(1000, overloaded));
  for (int i = 0; i < 1000; ++i) {
    EXPECT_THAT(Run(stub, Options()), HasReason(v1::ERROR_REASON_OVERLOADED));
  }
  EXPECT_GT(stub.calls(), 10u);
  EXPECT_LT(stub.calls(), 300u);
  // Other methods go on.
  EXPECT_THAT(throttles_.Of(*v1::GetProducerRequest::descriptor()).Admit(),
              IsOk());
}

TEST_F(CallTest, IsSentWhateverWasRefusedForOtherReasons) {
  ScriptedStub stub(std::vector<absl::Status>(100, Exhausted()));
  for (int i = 0; i < 100; ++i) {
    EXPECT_THAT(Run(stub, Options()), HasReason(v1::ERROR_REASON_OUTBOX_FULL));
  }
  EXPECT_EQ(stub.calls(), 100u);
}

TEST_F(CallTest, WaitsForRoomWhereItWasHeldBack) {
  for (int i = 0; i < 20; ++i) {
    throttles_.Of(*v1::GetOperationRequest::descriptor()).NoteRefused();
  }
  ScriptedStub stub({});
  CallOptions options = Options();
  options.retry_exhausted = true;
  for (int i = 0; i < 4; ++i) EXPECT_THAT(Run(stub, options), IsOk());
  ASSERT_THAT(pauses_, Not(IsEmpty()));
  EXPECT_GE(pauses_[0], absl::Seconds(1));
}

}  // namespace
}  // namespace isnad
