// Fails the n-th call of the store to either of its files, for every n, once
// and for ever, and checks that what was answered is there, once, and that what
// was not can be sent again.
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/sqlite/database.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "query_service/store/sqlite/index_schema.h"
#include "query_service/store/sqlite/sqlite_store.h"
#include "tests/query_service/store/test_records.h"
#include "tests/support/fault_loop.h"
#include "tests/support/faulty_vfs.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

// A run and the folder it leaves behind.
class FaultyRun {
 public:
  explicit FaultyRun(FaultyVfs& vfs) : vfs_(vfs) {
    options_.path = dir_.File("store.db");
    options_.sqlite.vfs = vfs_.name();
    // Small, so that checkpoints are part of the run.
    options_.sqlite.wal_autocheckpoint_pages = 4;
    options_.retention_revisions = 2;
  }

  void Run() {
    {
      auto store = SqliteStore::Open(options_);
      if (store.ok()) {
        // Without a repetition: what fails here stays failed.
        SendFrom(0, **store);
        if (vfs_.failures() > 0) {
          vfs_.Heal();
          // It goes on by itself, without being opened anew.
          SendRest(**store);
          EXPECT_EQ(acknowledged_, kRecords);
        }
      }
    }
    vfs_.Heal();
    CheckPromises();
    CheckFiles();
  }

 private:
  static constexpr int64_t kRecords = 8;

  // The record of an offset: entities, then documents of which two are
  // replaced, one is deleted, and one names an entity there is not.
  static v1::Record RecordAt(int64_t offset) {
    switch (offset) {
      case 0:
        return EntityRecord({TestEntity("acme", {"Acme"})});
      case 4:
        return DeletionRecord("d2");
      case 6:
        return DocumentRecord("bad", "Nobody", {{"Nobody", "nobody"}});
      default:
        return DocumentRecord(
            absl::StrCat("d", offset % 3),
            absl::StrCat("Acme ", offset, std::string(5000, 'x')),
            {{"Acme", "acme"}});
    }
  }

  // Sends every record once, from an offset on, until one fails.
  void SendFrom(int64_t offset, Store& store) {
    TestProducer producer(store);
    for (; offset < kRecords; ++offset) {
      const AppendResult result = producer.AppendAt(offset, {RecordAt(offset)});
      if (!result.status.ok()) return;
      acknowledged_ = offset + 1;
    }
  }

  // As a sender does: asks where to go on, which is never before what was
  // answered.
  void SendRest(Store& store) {
    const auto state = store.GetProducer("p");
    ASSERT_THAT(state, IsOk());
    ASSERT_GE(state->next_offset, acknowledged_);
    acknowledged_ = state->next_offset;
    SendFrom(acknowledged_, store);
  }

  void CheckPromises() {
    ASSERT_OK_AND_ASSIGN(auto store, SqliteStore::Open(options_));
    SendRest(*store);
    ASSERT_EQ(acknowledged_, kRecords);
    // One of the records was refused, all others changed something.
    ASSERT_EQ(store->Revisions().newest, kRecords - 1);
    ASSERT_THAT(WaitForRevision(*store, kRecords - 1), IsOk());
    ASSERT_OK_AND_ASSIGN(const auto rejected, store->ListRejected("p", 0, 10));
    ASSERT_EQ(rejected.size(), 1u);
    EXPECT_EQ(rejected[0].offset, 6);
    ASSERT_OK_AND_ASSIGN(const auto reader, store->Read(std::nullopt));
    std::string found;
    ASSERT_THAT(reader->ScanDocuments("",
                                      [&](StoredDocument& stored) {
                                        absl::StrAppend(
                                            &found, stored.document.name(), "@",
                                            stored.version, " ");
                                        return Visit::kContinue;
                                      }),
                IsOk());
    EXPECT_EQ(found, "documents/d0@4 documents/d1@7 documents/d2@6 ");
    int mentions = 0;
    MentionScan scan;
    scan.entity_id = "acme";
    ASSERT_THAT(reader->ScanMentions(scan,
                                     [&](MentionPosition, v1::Mention&) {
                                       ++mentions;
                                       return Visit::kContinue;
                                     }),
                IsOk());
    EXPECT_EQ(mentions, 3);
  }

  void CheckFiles() {
    for (const std::string& path : {options_.path, IndexPath(options_.path)}) {
      ASSERT_OK_AND_ASSIGN(SqliteDatabase database,
                           SqliteDatabase::Open(path, {}));
      EXPECT_THAT(database.CheckIntegrity(), IsOk()) << path;
    }
  }

  const TempDir dir_{TempDir::Where::kMemory};
  FaultyVfs& vfs_;
  SqliteStore::Options options_;
  // Records before this offset were answered with OK.
  int64_t acknowledged_ = 0;
};

class StoreFaultTest : public testing::TestWithParam<FaultCase> {};

TEST_P(StoreFaultTest, LosesAndDoublesNothing) {
  FailEveryCall(GetParam(), [](FaultyVfs& vfs) { FaultyRun(vfs).Run(); });
}

INSTANTIATE_TEST_SUITE_P(Faults, StoreFaultTest, EveryFault(), FaultName);

}  // namespace
}  // namespace isnad
