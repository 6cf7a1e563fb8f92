#include "ingest_service/outbox/sender.h"

#include <atomic>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "common/rpc/channel.h"
#include "common/rpc/server_runner.h"
#include "common/status/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/outbox/outbox_testing.h"
#include "tests/support/matchers.h"
#include "tests/support/memory_record_service.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

using testing::IsEmpty;
using testing::SizeIs;
using Action = MemoryRecordService::Action;

class SenderTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_OK_AND_ASSIGN(server_, ServerRunner::Start({}, {&store_}));
    OpenOutbox();
  }

  void TearDown() override {
    sender_.reset();
    outbox_.reset();
  }

  void OpenOutbox() {
    Outbox::Options options;
    options.path = dir_.File("outbox.db");
    options.acknowledge_delay = absl::Milliseconds(1);
    ASSERT_OK_AND_ASSIGN(outbox_, Outbox::Open(options));
  }

  void StartSender(int max_batch_records = 10,
                   absl::Duration linger = Sender::Options().linger) {
    Sender::Options options;
    options.linger = linger;
    options.max_batch_records = max_batch_records;
    options.max_requests_in_flight = 4;
    options.backoff.initial = absl::Milliseconds(1);
    options.backoff.max = absl::Milliseconds(5);
    sender_ = std::make_unique<Sender>(*outbox_, MakeChannel(server_->target()),
                                       options, SystemClock());
  }

  void Put(int begin, int end) {
    for (int i = begin; i < end; ++i) {
      ASSERT_THAT(Submit(*outbox_,
                         MakeSubmission(absl::StrCat("documents/", i), "text")),
                  IsOk());
    }
  }

  const std::string& producer() const { return outbox_->identity().producer; }

  void WaitUntilAcknowledged(int64_t offset) {
    while (outbox_->first_offset() < offset) std::this_thread::yield();
  }

  void WaitForState(SenderState state) {
    while (sender_->state() != state) std::this_thread::yield();
  }

  // Every document from 0 to `count` is stored once, in order.
  void ExpectStored(int count) {
    const std::vector<v1::Record> records = store_.records();
    ASSERT_THAT(records, SizeIs(static_cast<size_t>(count)));
    for (int i = 0; i < count; ++i) {
      EXPECT_EQ(records[static_cast<size_t>(i)].document().document().name(),
                absl::StrCat("documents/", i));
    }
  }

  const TempDir dir_;
  MemoryRecordService store_;
  std::unique_ptr<ServerRunner> server_;
  std::unique_ptr<Outbox> outbox_;
  std::unique_ptr<Sender> sender_;
};

TEST_F(SenderTest, SendsWhatIsThereAndWhatComesInBatches) {
  Put(0, 35);
  StartSender();
  store_.WaitForOffset(producer(), 35);
  Put(35, 40);
  store_.WaitForOffset(producer(), 40);
  WaitUntilAcknowledged(40);
  ExpectStored(40);
  EXPECT_LT(store_.requests(), 20);
  EXPECT_EQ(outbox_->counters().records, 0);
  EXPECT_EQ(sender_->counters().committed, 40);
}

// The first goes at once; those behind it fill a request, though they come one
// by one.
TEST_F(SenderTest, GathersWhatComesSoonAfterARequest) {
  StartSender(/*max_batch_records=*/10, /*linger=*/absl::Hours(1));
  Put(0, 1);
  store_.WaitForOffset(producer(), 1);
  Put(1, 21);
  store_.WaitForOffset(producer(), 21);
  ExpectStored(21);
  EXPECT_EQ(store_.requests(), 3);
}

TEST_F(SenderTest, StoresOnceThoughTheStreamBreaksAtEveryRequest) {
  store_.SetScript([](int request) {
    switch (request % 3) {
      case 0:
        return Action::kBreakBefore;
      case 1:
        return Action::kBreakAfter;
      default:
        return Action::kHandle;
    }
  });
  Put(0, 60);
  StartSender(/*max_batch_records=*/3);
  store_.WaitForOffset(producer(), 60);
  WaitUntilAcknowledged(60);
  ExpectStored(60);
  EXPECT_GT(sender_->counters().failures, 5);
}

TEST_F(SenderTest, GoesOnAfterTheOutboxWasReopened) {
  Put(0, 10);
  StartSender(/*max_batch_records=*/1);
  store_.WaitForOffset(producer(), 3);
  sender_.reset();
  outbox_.reset();
  OpenOutbox();
  Put(10, 20);
  StartSender();
  store_.WaitForOffset(producer(), 20);
  WaitUntilAcknowledged(20);
  ExpectStored(20);
}

TEST_F(SenderTest, WaitsForAStoreWithoutRoom) {
  store_.SetRefusal([] {
    absl::Status status =
        ErrorWithReason(absl::StatusCode::kResourceExhausted, "no room",
                        v1::ERROR_REASON_DISK_FULL);
    SetRetryDelay(status, absl::Milliseconds(2));
    return status;
  }());
  store_.SetScript([](int request) {
    return request < 5 ? Action::kRefuse : Action::kHandle;
  });
  Put(0, 10);
  StartSender();
  store_.WaitForOffset(producer(), 10);
  ExpectStored(10);
}

TEST_F(SenderTest, ParksWhatTheStoreRejectsAndGoesOn) {
  store_.SetCheck([](const v1::Record& record) {
    if (record.document().document().name() != "documents/3") {
      return absl::OkStatus();
    }
    return ErrorWithReason(absl::StatusCode::kInvalidArgument, "poison",
                           v1::ERROR_REASON_RECORD_INVALID);
  });
  Put(0, 8);
  StartSender();
  store_.WaitForOffset(producer(), 8);
  WaitUntilAcknowledged(8);
  EXPECT_THAT(store_.records(), SizeIs(7));
  ASSERT_OK_AND_ASSIGN(const auto parked, outbox_->ListParked(0, 10));
  ASSERT_THAT(parked, SizeIs(1));
  EXPECT_EQ(parked[0].document, "documents/3");
  EXPECT_THAT(parked[0].status, HasReason(v1::ERROR_REASON_RECORD_INVALID));

  // Once the store takes it, a retry brings it in.
  store_.SetCheck(nullptr);
  ASSERT_THAT(Retry(*outbox_, 3), IsOk());
  store_.WaitForOffset(producer(), 9);
  EXPECT_EQ(store_.records().back().document().document().name(),
            "documents/3");
  EXPECT_THAT(outbox_->ListParked(0, 10), IsOkAndHolds(IsEmpty()));
}

// The answer with the refusals is lost, with the connection or with the whole
// process: the store tells them again, and none is deleted unparked.
TEST_F(SenderTest, ParksWhatTheStoreRejectedThoughTheAnswerWasLost) {
  store_.SetCheck([](const v1::Record& record) {
    const std::string& name = record.document().document().name();
    if (name != "documents/1" && name != "documents/2" &&
        name != "documents/4") {
      return absl::OkStatus();
    }
    return ErrorWithReason(absl::StatusCode::kInvalidArgument, "poison",
                           v1::ERROR_REASON_RECORD_INVALID);
  });
  store_.SetScript([](int request) {
    return request == 0 ? Action::kBreakAfter : Action::kBreakBefore;
  });
  Put(0, 6);
  StartSender();
  store_.WaitForOffset(producer(), 6);
  sender_.reset();
  outbox_.reset();
  store_.SetScript(nullptr);
  OpenOutbox();
  StartSender();
  WaitUntilAcknowledged(6);
  ASSERT_OK_AND_ASSIGN(const auto parked, outbox_->ListParked(0, 10));
  ASSERT_THAT(parked, SizeIs(3));
  EXPECT_EQ(parked[0].document, "documents/1");
  EXPECT_EQ(parked[2].document, "documents/4");
  EXPECT_THAT(parked[2].status, HasReason(v1::ERROR_REASON_RECORD_INVALID));
  EXPECT_EQ(outbox_->counters().records, 3);
  // The next request tells the store that it may forget them.
  store_.SetCheck(nullptr);
  Put(6, 7);
  store_.WaitForOffset(producer(), 7);
  EXPECT_EQ(store_.unsettled(producer()), 0u);
  EXPECT_THAT(store_.records(), SizeIs(4));
}

TEST_F(SenderTest, MakesBatchesSmallerUntilTheStoreTakesThem) {
  store_.SetMaxBatch(3);
  Put(0, 40);
  StartSender(/*max_batch_records=*/20);
  store_.WaitForOffset(producer(), 40);
  ExpectStored(40);
}

TEST_F(SenderTest, ARecordThatDoesNotParseIsParkedAndNotTheEnd) {
  Put(0, 1);
  Submission damaged = MakeSubmission("documents/damaged", "text");
  damaged.record = "\xFF\xFF\xFF no record";
  ASSERT_THAT(Submit(*outbox_, damaged), IsOk());
  Put(2, 3);
  StartSender();
  store_.WaitForOffset(producer(), 3);
  WaitUntilAcknowledged(3);
  EXPECT_THAT(store_.records(), SizeIs(2));
  EXPECT_THAT(outbox_->ListParked(0, 10), IsOkAndHolds(SizeIs(1)));
}

// A clock that jumps by hours at every look, forth and back.
class JumpingClock final : public Clock {
 public:
  absl::Time Now() const override {
    const int look = looks_++;
    return absl::UnixEpoch() + absl::Hours(look % 10 == 9 ? 10'000 : look % 7);
  }

 private:
  mutable std::atomic<int> looks_{0};
};

TEST_F(SenderTest, StoresOnceThoughTheClockJumps) {
  const JumpingClock clock;
  Put(0, 30);
  Sender::Options options;
  options.max_batch_records = 3;
  options.backoff.initial = absl::Milliseconds(1);
  options.backoff.max = absl::Milliseconds(5);
  sender_ = std::make_unique<Sender>(*outbox_, MakeChannel(server_->target()),
                                     options, clock);
  Put(30, 60);
  store_.WaitForOffset(producer(), 60);
  WaitUntilAcknowledged(60);
  ExpectStored(60);
  // The clock outlives its user.
  sender_.reset();
}

TEST_F(SenderTest, HaltsWhenANewerEpochHasWritten) {
  store_.SetProducer(producer(), outbox_->identity().epoch + 1, 0);
  Put(0, 1);
  StartSender();
  WaitForState(SenderState::kHalted);
  EXPECT_THAT(store_.records(), IsEmpty());
  EXPECT_EQ(outbox_->counters().records, 1);
}

TEST_F(SenderTest, HaltsWhenTheStoreHasLostRecords) {
  Put(0, 10);
  StartSender();
  WaitUntilAcknowledged(10);
  sender_.reset();
  store_.SetProducer(producer(), 1, 4);
  Put(10, 11);
  StartSender();
  WaitForState(SenderState::kHalted);
  EXPECT_EQ(outbox_->counters().records, 1);
}

TEST_F(SenderTest, HaltsWhenTheOutboxIsAnOldCopy) {
  store_.SetProducer(producer(), 1, 7);
  Put(0, 3);
  StartSender();
  WaitForState(SenderState::kHalted);
  EXPECT_EQ(outbox_->counters().records, 3);
}

TEST_F(SenderTest, StopsAtOnceWhileTheStoreIsAway) {
  server_->Stop();
  Put(0, 3);
  StartSender();
  sender_->Stop();
  EXPECT_EQ(sender_->state(), SenderState::kStopped);
  EXPECT_EQ(outbox_->counters().records, 3);
}

}  // namespace
}  // namespace isnad
