// Fails the n-th call of the outbox to its file, for every n, once and for
// ever, and checks that what was answered is there and what was refused can be
// sent again.
#include <set>
#include <string>

#include "common/sqlite/database.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ingest_service/outbox/outbox.h"
#include "tests/ingest_service/outbox/outbox_testing.h"
#include "tests/support/fault_loop.h"
#include "tests/support/faulty_vfs.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

class OutboxFaultTest : public testing::TestWithParam<FaultCase> {
 protected:
  static constexpr int kDocuments = 6;

  // Submits the documents one by one, acknowledging half of them, and notes
  // which were answered.
  static void Work(Outbox& outbox, std::set<int>& answered) {
    for (int i = 0; i < kDocuments; ++i) {
      // Large enough for overflow pages.
      const auto receipt =
          Submit(outbox, MakeSubmission(absl::StrCat("documents/", i),
                                        std::string(6000, 'x')));
      if (receipt.ok()) answered.insert(i);
      if (i == kDocuments / 2) outbox.Acknowledge(outbox.end_offset() / 2, {});
    }
  }

  // Every answered document has its state, and the records not acknowledged
  // have consecutive offsets.
  static void CheckPromises(Outbox& outbox, const std::set<int>& answered) {
    for (const int i : answered) {
      const Submission submission =
          MakeSubmission(absl::StrCat("documents/", i), std::string(6000, 'x'));
      ASSERT_OK_AND_ASSIGN(const auto found, outbox.Find(submission.key));
      EXPECT_TRUE(found.has_value()) << "lost document " << i;
    }
    ASSERT_OK_AND_ASSIGN(const auto records,
                         outbox.Read(outbox.first_offset(), 100, 1 << 20));
    EXPECT_EQ(static_cast<int64_t>(records.size()),
              outbox.end_offset() - outbox.first_offset());
    for (size_t i = 0; i < records.size(); ++i) {
      EXPECT_EQ(records[i].offset,
                outbox.first_offset() + static_cast<int64_t>(i));
    }
  }

  static void Run(FaultyVfs& vfs) {
    const TempDir dir(TempDir::Where::kMemory);
    Outbox::Options options;
    options.path = dir.File("outbox.db");
    options.acknowledge_delay = absl::Milliseconds(1);
    options.vfs = vfs.name();
    std::set<int> answered;
    bool opened = false;
    {
      auto outbox = Outbox::Open(options);
      opened = outbox.ok();
      if (opened) Work(**outbox, answered);
      if (opened && vfs.failures() > 0) {
        // Room again: it goes on by itself, without being opened anew.
        vfs.Heal();
        Work(**outbox, answered);
        EXPECT_EQ(answered.size(), static_cast<size_t>(kDocuments));
        CheckPromises(**outbox, answered);
      }
    }
    vfs.Heal();
    {
      auto outbox = Outbox::Open(options);
      EXPECT_THAT(outbox, IsOk());
      if (outbox.ok()) CheckPromises(**outbox, answered);
    }
    auto database = SqliteDatabase::Open(options.path, {});
    EXPECT_THAT(database, IsOk());
    if (database.ok()) {
      EXPECT_THAT(database->CheckIntegrity(), IsOk());
    }
  }
};

TEST_P(OutboxFaultTest, LosesNothingThatWasAnswered) {
  FailEveryCall(GetParam(), Run);
}

INSTANTIATE_TEST_SUITE_P(Faults, OutboxFaultTest, EveryFault(), FaultName);

}  // namespace
}  // namespace isnad
