#include "ingest_service/outbox/outbox.h"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

#include "common/sqlite/database.h"
#include "common/status/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/outbox/outbox_testing.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::SizeIs;

class OutboxTest : public testing::Test {
 protected:
  Outbox::Options Options() const {
    Outbox::Options options;
    options.path = dir_.File("outbox.db");
    options.acknowledge_delay = absl::Milliseconds(1);
    return options;
  }

  std::unique_ptr<Outbox> Open() { return Open(Options()); }

  std::unique_ptr<Outbox> Open(const Outbox::Options& options) {
    absl::StatusOr<std::unique_ptr<Outbox>> outbox = Outbox::Open(options);
    EXPECT_THAT(outbox, IsOk());
    return outbox.ok() ? *std::move(outbox) : nullptr;
  }

  // Waits until the writer has done what was asked of it before.
  static void WaitForAcknowledgement(Outbox& outbox, int64_t first_offset) {
    while (outbox.first_offset() < first_offset) std::this_thread::yield();
  }

  static absl::Status SomeRejection() {
    return ErrorWithReason(absl::StatusCode::kInvalidArgument, "a bad span",
                           v1::ERROR_REASON_RECORD_INVALID);
  }

  const TempDir dir_;
};

// Numbering.

TEST_F(OutboxTest, NumbersRecordsFromZero) {
  auto outbox = Open();
  for (int64_t i = 0; i < 3; ++i) {
    ASSERT_OK_AND_ASSIGN(
        const Receipt receipt,
        Submit(*outbox, MakeSubmission(absl::StrCat("documents/", i), "text")));
    EXPECT_EQ(receipt.offset, i);
    EXPECT_EQ(receipt.outcome, Outcome::kStored);
  }
  EXPECT_EQ(outbox->end_offset(), 3);
  ASSERT_OK_AND_ASSIGN(const auto records, outbox->Read(1, 10, 1 << 20));
  ASSERT_THAT(records, SizeIs(2));
  EXPECT_EQ(records[0].offset, 1);
  EXPECT_EQ(records[0].record, DocumentRecord("documents/1", "text"));
}

TEST_F(OutboxTest, KeepsProducerAndCountsEpochsThroughReopening) {
  auto outbox = Open();
  const OutboxIdentity first = outbox->identity();
  EXPECT_THAT(first.producer, MatchesRegex("[0-9a-f]+"));
  EXPECT_THAT(first.producer, SizeIs(32));
  EXPECT_EQ(first.epoch, 1);
  outbox.reset();
  outbox = Open();
  EXPECT_EQ(outbox->identity().producer, first.producer);
  EXPECT_EQ(outbox->identity().page_key, first.page_key);
  EXPECT_EQ(outbox->identity().epoch, 2);
}

TEST_F(OutboxTest, TwoFilesAreTwoProducers) {
  auto a = Open();
  Outbox::Options options = Options();
  options.path = dir_.File("other.db");
  auto b = Open(options);
  EXPECT_NE(a->identity().producer, b->identity().producer);
}

TEST_F(OutboxTest, ASecondOpeningIsRefusedWhileTheFirstLives) {
  auto outbox = Open();
  EXPECT_THAT(Outbox::Open(Options()),
              HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

// Durability.

TEST_F(OutboxTest, WhatWasAnsweredIsThereAfterKill) {
  // The child answers through its exit code and dies without any cleanup.
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    auto outbox = Outbox::Open(Options());
    int stored = 0;
    for (int i = 0; outbox.ok() && i < 20; ++i) {
      const auto receipt = Submit(
          **outbox, MakeSubmission(absl::StrCat("documents/", i), "text"));
      stored += receipt.ok() ? 1 : 0;
    }
    ::_exit(stored);
  }
  int exit_status = 0;
  ASSERT_EQ(::waitpid(child, &exit_status, 0), child);
  ASSERT_EQ(WEXITSTATUS(exit_status), 20);

  auto outbox = Open();
  EXPECT_EQ(outbox->end_offset(), 20);
  EXPECT_EQ(outbox->counters().records, 20);
  ASSERT_OK_AND_ASSIGN(const auto records, outbox->Read(0, 100, 1 << 20));
  EXPECT_THAT(records, SizeIs(20));
  ASSERT_OK_AND_ASSIGN(const Receipt again,
                       Submit(*outbox, MakeSubmission("documents/7", "text")));
  EXPECT_EQ(again.outcome, Outcome::kUnchanged);
  EXPECT_EQ(again.offset, 7);
}

TEST_F(OutboxTest, OffsetsGoOnAfterEverythingWasAcknowledged) {
  auto outbox = Open();
  ASSERT_THAT(Submit(*outbox, MakeSubmission("documents/a", "1")), IsOk());
  ASSERT_THAT(Submit(*outbox, MakeSubmission("documents/b", "1")), IsOk());
  outbox->Acknowledge(2, {});
  WaitForAcknowledgement(*outbox, 2);
  outbox.reset();
  outbox = Open();
  EXPECT_EQ(outbox->first_offset(), 2);
  ASSERT_OK_AND_ASSIGN(const Receipt receipt,
                       Submit(*outbox, MakeSubmission("documents/c", "1")));
  EXPECT_EQ(receipt.offset, 2);
}

TEST_F(OutboxTest, ManyCallersShareCommits) {
  auto outbox = Open();
  constexpr int kCalls = 500;
  std::atomic<int> stored{0};
  for (int i = 0; i < kCalls; ++i) {
    outbox->Submit(MakeSubmission(absl::StrCat("documents/", i), "text"),
                   [&](absl::StatusOr<Receipt> receipt) {
                     stored += receipt.ok() ? 1 : 0;
                   });
  }
  outbox->Close();
  EXPECT_EQ(stored, kCalls);
  EXPECT_LT(outbox->counters().commits, kCalls / 2);
}

// Repetition.

TEST_F(OutboxTest, TheSameStateIsUnchangedWhileUnsentAndAfterwards) {
  auto outbox = Open();
  const Submission submission = MakeSubmission("documents/a", "1");
  ASSERT_THAT(Submit(*outbox, submission), IsOk());
  for (const bool acknowledged : {false, true}) {
    if (acknowledged) {
      outbox->Acknowledge(1, {});
      WaitForAcknowledgement(*outbox, 1);
    }
    ASSERT_OK_AND_ASSIGN(const Receipt receipt, Submit(*outbox, submission));
    EXPECT_EQ(receipt.outcome, Outcome::kUnchanged);
    EXPECT_TRUE(receipt.unchanged);
    EXPECT_EQ(receipt.offset, 0);
    EXPECT_EQ(receipt.answer, "answer to 1");
    ASSERT_OK_AND_ASSIGN(const auto found, outbox->Find(submission.key));
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->outcome, Outcome::kUnchanged);
  }
  EXPECT_EQ(outbox->end_offset(), 1);
}

TEST_F(OutboxTest, ANewStateIsStoredAndTheOldOneComesBackAsNew) {
  auto outbox = Open();
  for (const char* content : {"1", "2", "1"}) {
    ASSERT_OK_AND_ASSIGN(
        const Receipt receipt,
        Submit(*outbox, MakeSubmission("documents/a", content)));
    EXPECT_EQ(receipt.outcome, Outcome::kStored);
  }
  EXPECT_EQ(outbox->end_offset(), 3);
}

TEST_F(OutboxTest, TheSameStateTwiceInOneGroupIsStoredOnce) {
  auto outbox = Open();
  std::atomic<int> stored{0};
  std::atomic<int> unchanged{0};
  for (int i = 0; i < 50; ++i) {
    outbox->Submit(MakeSubmission("documents/a", "1"),
                   [&](absl::StatusOr<Receipt> receipt) {
                     (receipt->unchanged ? unchanged : stored)++;
                   });
  }
  outbox->Close();
  EXPECT_EQ(stored, 1);
  EXPECT_EQ(unchanged, 49);
}

TEST_F(OutboxTest, TheSameRequestHasTheSameAnswerThoughTheDocumentMovedOn) {
  auto outbox = Open();
  const Submission first = MakeSubmission("documents/a", "1", "request-1");
  ASSERT_THAT(Submit(*outbox, first), IsOk());
  ASSERT_THAT(Submit(*outbox, MakeSubmission("documents/a", "2")), IsOk());
  ASSERT_OK_AND_ASSIGN(const Receipt again, Submit(*outbox, first));
  EXPECT_EQ(again.outcome, Outcome::kReplayed);
  EXPECT_FALSE(again.unchanged);
  EXPECT_EQ(again.offset, 0);
  EXPECT_EQ(again.answer, "answer to 1");
  EXPECT_EQ(outbox->end_offset(), 2);
}

TEST_F(OutboxTest, AnotherRequestUnderTheSameIdIsTold) {
  auto outbox = Open();
  ASSERT_THAT(Submit(*outbox, MakeSubmission("documents/a", "1", "r")), IsOk());
  ASSERT_OK_AND_ASSIGN(
      const Receipt receipt,
      Submit(*outbox, MakeSubmission("documents/a", "2", "r")));
  EXPECT_EQ(receipt.outcome, Outcome::kRequestIdReused);
  EXPECT_EQ(outbox->end_offset(), 1);
}

TEST_F(OutboxTest, RemembersOnlyTheNewestRequestIds) {
  Outbox::Options options = Options();
  options.max_request_ids = 3;
  auto outbox = Open(options);
  for (int i = 0; i < 5; ++i) {
    ASSERT_THAT(Submit(*outbox, MakeSubmission(absl::StrCat("documents/", i),
                                               "1", absl::StrCat("r", i))),
                IsOk());
  }
  for (int i = 0; i < 5; ++i) {
    const Submission other =
        MakeSubmission("documents/other", "1", absl::StrCat("r", i));
    ASSERT_OK_AND_ASSIGN(const auto found, outbox->Find(other.key));
    EXPECT_EQ(found.has_value(), i >= 2) << i;
  }
}

// Bounds.

TEST_F(OutboxTest, RefusesWhatExceedsTheRecordsAndTakesItAfterAcknowledgement) {
  Outbox::Options options = Options();
  options.max_records = 2;
  auto outbox = Open(options);
  ASSERT_THAT(Submit(*outbox, MakeSubmission("documents/a", "1")), IsOk());
  ASSERT_THAT(Submit(*outbox, MakeSubmission("documents/b", "1")), IsOk());
  const absl::StatusOr<Receipt> refused =
      Submit(*outbox, MakeSubmission("documents/c", "1"));
  EXPECT_THAT(refused, HasReason(v1::ERROR_REASON_OUTBOX_FULL));
  EXPECT_GT(RetryDelayOf(refused.status()), absl::ZeroDuration());
  EXPECT_EQ(outbox->end_offset(), 2);
  EXPECT_EQ(outbox->counters().refused_full, 1);

  outbox->Acknowledge(1, {});
  WaitForAcknowledgement(*outbox, 1);
  EXPECT_THAT(Submit(*outbox, MakeSubmission("documents/c", "1")), IsOk());
}

TEST_F(OutboxTest, RefusesWhatExceedsTheBytesAlsoAfterReopening) {
  Outbox::Options options = Options();
  options.max_bytes = 1500;
  auto outbox = Open(options);
  const std::string content(1000, 'x');
  ASSERT_THAT(Submit(*outbox, MakeSubmission("documents/a", content)), IsOk());
  EXPECT_THAT(Submit(*outbox, MakeSubmission("documents/b", content)),
              HasReason(v1::ERROR_REASON_OUTBOX_FULL));
  outbox.reset();
  outbox = Open(options);
  EXPECT_THAT(Submit(*outbox, MakeSubmission("documents/b", content)),
              HasReason(v1::ERROR_REASON_OUTBOX_FULL));
}

TEST_F(OutboxTest, RoomsCountUntilTheyAreGivenBack) {
  Outbox::Options options = Options();
  options.max_records = 2;
  options.max_bytes = 1000;
  auto outbox = Open(options);
  {
    ASSERT_OK_AND_ASSIGN(const Outbox::Room first, outbox->Reserve(400));
    EXPECT_THAT(outbox->Reserve(601), HasReason(v1::ERROR_REASON_OUTBOX_FULL));
    ASSERT_OK_AND_ASSIGN(const Outbox::Room second, outbox->Reserve(600));
    EXPECT_THAT(outbox->Reserve(0), HasReason(v1::ERROR_REASON_OUTBOX_FULL));
    EXPECT_THAT(Submit(*outbox, MakeSubmission("documents/a", "1")),
                HasReason(v1::ERROR_REASON_OUTBOX_FULL));
  }
  EXPECT_EQ(outbox->counters().refused_full, 3);
  EXPECT_THAT(outbox->Reserve(1000), IsOk());
}

// The record is larger than the room, and is taken: it has been read by then.
TEST_F(OutboxTest, ASubmissionTakesThePlaceOfItsRoom) {
  Outbox::Options options = Options();
  options.max_records = 1;
  options.max_bytes = 1000;
  auto outbox = Open(options);
  ASSERT_OK_AND_ASSIGN(Outbox::Room room, outbox->Reserve(10));
  EXPECT_THAT(
      Submit(*outbox, MakeSubmission("documents/a", std::string(2000, 'x')),
             std::move(room)),
      IsOk());
  EXPECT_EQ(outbox->counters().records, 1);
  EXPECT_THAT(outbox->Reserve(0), HasReason(v1::ERROR_REASON_OUTBOX_FULL));
  outbox->Acknowledge(1, {});
  WaitForAcknowledgement(*outbox, 1);
  EXPECT_THAT(outbox->Reserve(1000), IsOk());
}

TEST_F(OutboxTest, WhatIsQueuedCountsBeforeItIsWritten) {
  Outbox::Options options = Options();
  options.max_records = 10;
  auto outbox = Open(options);
  std::atomic<int> stored{0};
  for (int i = 0; i < 100; ++i) {
    outbox->Submit(MakeSubmission(absl::StrCat("documents/", i), "1"),
                   [&](absl::StatusOr<Receipt> receipt) {
                     stored += receipt.ok() ? 1 : 0;
                   });
  }
  outbox->Close();
  EXPECT_EQ(stored, 10);
}

// Refused records.

TEST_F(OutboxTest, ParksWhatTheStoreRefusedAndSendsItAgainOnRequest) {
  auto outbox = Open();
  const Submission bad = MakeSubmission("documents/bad", "1");
  ASSERT_THAT(Submit(*outbox, MakeSubmission("documents/a", "1")), IsOk());
  ASSERT_THAT(Submit(*outbox, bad), IsOk());
  outbox->Acknowledge(2, {{1, SomeRejection()}});
  WaitForAcknowledgement(*outbox, 2);

  outbox.reset();
  outbox = Open();
  EXPECT_EQ(outbox->counters().records, 1);
  ASSERT_OK_AND_ASSIGN(const auto parked, outbox->ListParked(0, 10));
  ASSERT_THAT(parked, SizeIs(1));
  EXPECT_EQ(parked[0].document, "documents/bad");
  EXPECT_EQ(parked[0].offset, 1);
  EXPECT_THAT(parked[0].status, HasReason(v1::ERROR_REASON_RECORD_INVALID));

  ASSERT_OK_AND_ASSIGN(const Receipt retried, Retry(*outbox, 1));
  EXPECT_EQ(retried.offset, 2);
  EXPECT_EQ(retried.answer, "answer to 1");
  ASSERT_OK_AND_ASSIGN(const auto records, outbox->Read(2, 1, 1 << 20));
  ASSERT_THAT(records, SizeIs(1));
  EXPECT_EQ(records[0].record, bad.record);
  EXPECT_THAT(outbox->ListParked(0, 10), IsOkAndHolds(IsEmpty()));
  EXPECT_THAT(Retry(*outbox, 1),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_F(OutboxTest, TheSameBytesAreTakenAgainAfterTheStoreRefusedThem) {
  auto outbox = Open();
  const Submission bad = MakeSubmission("documents/bad", "1");
  ASSERT_THAT(Submit(*outbox, bad), IsOk());
  outbox->Acknowledge(1, {{0, SomeRejection()}});
  WaitForAcknowledgement(*outbox, 1);
  ASSERT_OK_AND_ASSIGN(const Receipt receipt, Submit(*outbox, bad));
  EXPECT_EQ(receipt.outcome, Outcome::kStored);
  // And the parked one has given way.
  EXPECT_THAT(outbox->ListParked(0, 10), IsOkAndHolds(IsEmpty()));
  EXPECT_EQ(outbox->counters().records, 1);
}

TEST_F(OutboxTest, ANewerStateMakesTheRefusalOfTheOlderOneMoot) {
  auto outbox = Open();
  ASSERT_THAT(Submit(*outbox, MakeSubmission("documents/a", "1")), IsOk());
  ASSERT_THAT(Submit(*outbox, MakeSubmission("documents/a", "2")), IsOk());
  outbox->Acknowledge(2, {{0, SomeRejection()}});
  WaitForAcknowledgement(*outbox, 2);
  EXPECT_THAT(outbox->ListParked(0, 10), IsOkAndHolds(IsEmpty()));
  ASSERT_OK_AND_ASSIGN(const Receipt receipt,
                       Submit(*outbox, MakeSubmission("documents/a", "2")));
  EXPECT_EQ(receipt.outcome, Outcome::kUnchanged);
}

TEST_F(OutboxTest, ListsParkedRecordsFromAnOffset) {
  auto outbox = Open();
  std::vector<Rejection> rejections;
  for (int i = 0; i < 5; ++i) {
    ASSERT_THAT(
        Submit(*outbox, MakeSubmission(absl::StrCat("documents/", i), "1")),
        IsOk());
    rejections.push_back({i, SomeRejection()});
  }
  outbox->Acknowledge(5, rejections);
  WaitForAcknowledgement(*outbox, 5);
  EXPECT_THAT(outbox->ListParked(2, 2),
              IsOkAndHolds(ElementsAre(Field(&ParkedDocument::offset, 2),
                                       Field(&ParkedDocument::offset, 3))));
}

// The catalog.

TEST_F(OutboxTest, AnnouncesACatalogOnceForEachVersion) {
  auto outbox = Open();
  ASSERT_THAT(outbox->AnnounceCatalog("v1", {"a", "b"}), IsOk());
  EXPECT_EQ(outbox->end_offset(), 2);
  outbox.reset();
  outbox = Open();
  ASSERT_THAT(outbox->AnnounceCatalog("v1", {"a", "b"}), IsOk());
  EXPECT_EQ(outbox->end_offset(), 2);
  ASSERT_THAT(outbox->AnnounceCatalog("v2", {"c"}), IsOk());
  EXPECT_EQ(outbox->end_offset(), 3);
}

TEST_F(OutboxTest, ACleanEndLeavesNoLog) {
  auto outbox = Open();
  ASSERT_THAT(Submit(*outbox, MakeSubmission("documents/a", "1")), IsOk());
  ASSERT_THAT(outbox->Read(0, 1, 1), IsOk());
  const std::string log = dir_.File("outbox.db-wal");
  EXPECT_TRUE(std::filesystem::exists(log));
  outbox.reset();
  EXPECT_FALSE(std::filesystem::exists(log));
}

// Bad files and calls.

TEST_F(OutboxTest, RefusesAFileThatIsNoDatabase) {
  std::FILE* file = std::fopen(dir_.File("outbox.db").c_str(), "w");
  ASSERT_NE(file, nullptr);
  for (int i = 0; i < 1000; ++i) std::fputs("not a database ", file);
  std::fclose(file);
  EXPECT_THAT(Outbox::Open(Options()),
              HasReason(v1::ERROR_REASON_STORE_DAMAGED));
}

TEST_F(OutboxTest, RefusesAFileOfANewerSchema) {
  Open().reset();
  ASSERT_OK_AND_ASSIGN(SqliteDatabase database,
                       SqliteDatabase::Open(dir_.File("outbox.db"), {}));
  ASSERT_THAT(database.SetUserVersion(999), IsOk());
  EXPECT_THAT(Outbox::Open(Options()),
              HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

TEST_F(OutboxTest, RefusesAnAbsentFolder) {
  Outbox::Options options = Options();
  options.path = dir_.File("absent/outbox.db");
  EXPECT_THAT(Outbox::Open(options), HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

TEST_F(OutboxTest, RefusesSubmissionsOnceClosed) {
  auto outbox = Open();
  outbox->Close();
  EXPECT_THAT(Submit(*outbox, MakeSubmission("documents/a", "1")),
              HasReason(v1::ERROR_REASON_SHUTTING_DOWN));
  outbox->Close();
}

TEST_F(OutboxTest, ReadStopsAtItsLimitsButReturnsOneRecord) {
  auto outbox = Open();
  for (int i = 0; i < 5; ++i) {
    ASSERT_THAT(Submit(*outbox, MakeSubmission(absl::StrCat("documents/", i),
                                               std::string(1000, 'x'))),
                IsOk());
  }
  EXPECT_THAT(outbox->Read(0, 3, 1 << 20), IsOkAndHolds(SizeIs(3)));
  EXPECT_THAT(outbox->Read(0, 10, 2500), IsOkAndHolds(SizeIs(2)));
  EXPECT_THAT(outbox->Read(0, 10, 1), IsOkAndHolds(SizeIs(1)));
  EXPECT_THAT(outbox->Read(5, 10, 1 << 20), IsOkAndHolds(IsEmpty()));
}

}  // namespace
}  // namespace isnad
