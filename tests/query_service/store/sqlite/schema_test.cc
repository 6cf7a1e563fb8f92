#include "query_service/store/sqlite/schema.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "query_service/store/sqlite/sqlite_store.h"
#include "tests/query_service/store/test_records.h"
#include "tests/support/matchers.h"
#include "tests/support/migration_kills.h"

namespace isnad {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Files have gone through these steps, so they never change: a change of the
// tables is one more step, and one more digest here.
TEST(StoreSchemaTest, StepsAreUnchanged) {
  EXPECT_THAT(
      StepDigests(StoreSchema()),
      ElementsAre("6a5c5142c3d2d68a", "f0a171668487de80", "c4e7d939807d140e"));
}

// What the old file's store held is served, and the store takes more.
void ExpectServed(const std::string& path) {
  SqliteStore::Options options;
  options.path = path;
  ASSERT_OK_AND_ASSIGN(auto store, SqliteStore::Open(options));
  ASSERT_EQ(store->Revisions().newest, 6);
  ASSERT_THAT(WaitForRevision(*store, 6), IsOk());
  ASSERT_OK_AND_ASSIGN(const auto reader, store->Read(std::nullopt));
  std::string found;
  ASSERT_THAT(reader->ScanDocuments("",
                                    [&](StoredDocument& stored) {
                                      found += stored.document.name() + " ";
                                      return Visit::kContinue;
                                    }),
              IsOk());
  EXPECT_EQ(found, "documents/d1 documents/d2 ");
  EXPECT_THAT(store->ListRejected("p", 0, 10), IsOkAndHolds(IsEmpty()));
  TestProducer producer(*store, "p");
  EXPECT_THAT(producer.AppendAt(6, {DeletionRecord("d1")}).status, IsOk());
}

TEST(StoreSchemaTest, AKillAtAnyStatementOfTheMigrationCostsNothing) {
  MigrationKills kills;
  kills.old_file = "tests/golden/schema/query_store_v1.sql";
  kills.migrate = PrepareSchema;
  kills.check = ExpectServed;
  EXPECT_GT(KillAtEveryStatement(kills), 5);
}

}  // namespace
}  // namespace isnad
