#include "ingest_service/outbox/outbox_schema.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ingest_service/outbox/outbox.h"
#include "tests/ingest_service/outbox/outbox_testing.h"
#include "tests/support/matchers.h"
#include "tests/support/migration_kills.h"

namespace isnad {
namespace {

using testing::ElementsAre;

// Files have gone through these steps, so they never change: a change of the
// tables is one more step, and one more digest here.
TEST(OutboxSchemaTest, StepsAreUnchanged) {
  EXPECT_THAT(StepDigests(OutboxSchema()),
              ElementsAre("73b5597781d0cf88", "cd1760aa0172f170"));
}

// What waited in the old file waits, what was answered is known, and the outbox
// takes more.
void ExpectKept(const std::string& path) {
  Outbox::Options options;
  options.path = path;
  ASSERT_OK_AND_ASSIGN(auto outbox, Outbox::Open(options));
  EXPECT_EQ(outbox->identity().producer, "34992a43e9edac8f6a63490678efb9e4");
  ASSERT_OK_AND_ASSIGN(const auto records, outbox->Read(0, 10, 1 << 20));
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[0].offset, 3);
  ASSERT_OK_AND_ASSIGN(const auto parked, outbox->ListParked(0, 10));
  ASSERT_EQ(parked.size(), 1u);
  EXPECT_EQ(parked[0].document, "documents/b");
  ASSERT_OK_AND_ASSIGN(const Receipt known,
                       Submit(*outbox, MakeSubmission("documents/a", "one")));
  EXPECT_EQ(known.outcome, Outcome::kUnchanged);
  ASSERT_OK_AND_ASSIGN(const Receipt stored,
                       Submit(*outbox, MakeSubmission("documents/e", "five")));
  EXPECT_EQ(stored.offset, 5);
  EXPECT_THAT(outbox->NextOperationNumber(), IsOkAndHolds(1));
}

TEST(OutboxSchemaTest, AKillAtAnyStatementOfTheMigrationCostsNothing) {
  MigrationKills kills;
  kills.old_file = "tests/golden/schema/outbox_v1.sql";
  kills.migrate = MigrateOutboxSchema;
  kills.check = ExpectKept;
  EXPECT_GT(KillAtEveryStatement(kills), 6);
}

}  // namespace
}  // namespace isnad
