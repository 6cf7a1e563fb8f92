// What is SQLite's own about the store: files, crashes, damage, schema.

#include "query_service/store/sqlite/sqlite_store.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "common/sqlite/database.h"
#include "common/status/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "query_service/store/sqlite/fact_codec.h"
#include "query_service/store/sqlite/index_schema.h"
#include "query_service/store/sqlite/schema.h"
#include "tests/query_service/store/sqlite/held_index.h"
#include "tests/query_service/store/test_records.h"
#include "tests/support/faulty_vfs.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

class SqliteStoreTest : public testing::Test {
 protected:
  SqliteStore::Options Options() {
    SqliteStore::Options options;
    options.path = dir_.File("store.db");
    return options;
  }

  absl::StatusOr<std::unique_ptr<SqliteStore>> Open() {
    return SqliteStore::Open(Options());
  }

  static v1::Record Entities() {
    return EntityRecord({TestEntity("acme", {"Acme"})});
  }

  static v1::Record Document(int i) {
    return DocumentRecord(absl::StrCat("d", i), "Acme number",
                          {{"Acme", "acme"}});
  }

  // Makes sure that the store holds documents 0 to n-1, each once, in both
  // files, and that they are sound.
  static void ExpectDocuments(SqliteStore& store, int n) {
    const int64_t newest = store.Revisions().newest;
    ASSERT_EQ(newest, n + 1);
    ASSERT_THAT(WaitForRevision(store, newest), IsOk());
    ASSERT_OK_AND_ASSIGN(const auto reader, store.Read(std::nullopt));
    int documents = 0;
    ASSERT_THAT(reader->ScanDocuments("",
                                      [&](StoredDocument&) {
                                        ++documents;
                                        return Visit::kContinue;
                                      }),
                IsOk());
    EXPECT_EQ(documents, n);
    int mentions = 0;
    MentionScan scan;
    scan.entity_id = "acme";
    ASSERT_THAT(reader->ScanMentions(scan,
                                     [&](MentionPosition, v1::Mention&) {
                                       ++mentions;
                                       return Visit::kContinue;
                                     }),
                IsOk());
    EXPECT_EQ(mentions, n);
    SearchTerms terms;
    terms.phrases = {{"number"}};
    ASSERT_OK_AND_ASSIGN(const auto hits,
                         reader->Search(terms, std::nullopt, n + 10));
    EXPECT_EQ(hits.size(), static_cast<size_t>(n));
  }

  void ExpectSound() {
    for (const std::string& path :
         {Options().path, IndexPath(Options().path)}) {
      ASSERT_OK_AND_ASSIGN(SqliteDatabase database,
                           SqliteDatabase::Open(path, {}));
      EXPECT_THAT(database.CheckIntegrity(), IsOk()) << path;
    }
  }

  TempDir dir_;
};

TEST_F(SqliteStoreTest, KilledWhileItWritesItKeepsWhatItAcknowledged) {
  for (int round = 0; round < 5; ++round) {
    int acknowledged[2];
    ASSERT_EQ(pipe(acknowledged), 0);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto store = Open();
      if (!store.ok()) _exit(1);
      TestProducer producer(**store);
      const int64_t done = (*store)->GetProducer("p")->next_offset;
      if (done == 0) producer.Append({Entities()});
      for (int64_t offset = std::max<int64_t>(done, 1);; ++offset) {
        const AppendResult result =
            producer.AppendAt(offset, {Document(static_cast<int>(offset - 1))});
        if (!result.status.ok()) _exit(2);
        if (write(acknowledged[1], &result.next_offset, 8) != 8) _exit(3);
      }
    }
    close(acknowledged[1]);
    int64_t last = 0;
    for (int i = 0; i < 20 + 13 * round; ++i) {
      ASSERT_EQ(read(acknowledged[0], &last, 8), 8);
    }
    kill(child, SIGKILL);
    int64_t more = 0;
    while (read(acknowledged[0], &more, 8) == 8) last = more;
    close(acknowledged[0]);
    ASSERT_EQ(waitpid(child, nullptr, 0), child);

    ASSERT_OK_AND_ASSIGN(auto store, Open());
    ASSERT_OK_AND_ASSIGN(const ProducerState state, store->GetProducer("p"));
    // What was acknowledged is there; at most the one under way may be too.
    EXPECT_GE(state.next_offset, last);
    EXPECT_LE(state.next_offset, last + 1);
    ExpectDocuments(*store, static_cast<int>(state.next_offset) - 1);
    store.reset();
    ExpectSound();
  }
}

TEST_F(SqliteStoreTest, LostIndexIsMadeAnew) {
  {
    ASSERT_OK_AND_ASSIGN(auto store, Open());
    TestProducer producer(*store);
    ASSERT_THAT(producer.Append({Entities(), Document(0), Document(1)}).status,
                IsOk());
  }
  ASSERT_EQ(unlink(IndexPath(Options().path).c_str()), 0);
  ASSERT_OK_AND_ASSIGN(auto store, Open());
  ExpectDocuments(*store, 2);
}

TEST_F(SqliteStoreTest, IndexThatIsNoDatabaseIsMadeAnew) {
  {
    ASSERT_OK_AND_ASSIGN(auto store, Open());
    TestProducer producer(*store);
    ASSERT_THAT(producer.Append({Entities(), Document(0)}).status, IsOk());
  }
  ASSERT_THAT(
      WriteFileAtomically(IndexPath(Options().path), std::string(8192, 'x')),
      IsOk());
  ASSERT_OK_AND_ASSIGN(auto store, Open());
  ExpectDocuments(*store, 1);
}

TEST_F(SqliteStoreTest, IndexOfAnotherStoreIsMadeAnew) {
  {
    ASSERT_OK_AND_ASSIGN(auto store, Open());
    TestProducer producer(*store);
    ASSERT_THAT(producer.Append({Entities(), Document(0)}).status, IsOk());
  }
  for (const char* suffix : {"", "-wal", "-shm"}) {
    unlink(absl::StrCat(Options().path, suffix).c_str());
  }
  ASSERT_OK_AND_ASSIGN(auto store, Open());
  EXPECT_EQ(store->Revisions().indexed, 0);
  TestProducer producer(*store);
  ASSERT_THAT(producer.Append({Entities()}).status, IsOk());
  ExpectDocuments(*store, 0);
}

TEST_F(SqliteStoreTest, FileThatIsNoDatabaseIsDamage) {
  ASSERT_THAT(WriteFileAtomically(Options().path, std::string(10'000, 'x')),
              IsOk());
  EXPECT_THAT(Open(), HasReason(v1::ERROR_REASON_STORE_DAMAGED));
}

TEST_F(SqliteStoreTest, DatabaseOfAnotherProgramIsRefused) {
  {
    ASSERT_OK_AND_ASSIGN(SqliteDatabase other,
                         SqliteDatabase::Open(Options().path, {}));
    ASSERT_THAT(other.Execute("CREATE TABLE t (a)"), IsOk());
  }
  EXPECT_THAT(Open(), HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

TEST_F(SqliteStoreTest, ACleanEndLeavesNoLog) {
  const std::string index = IndexPath(Options().path);
  {
    ASSERT_OK_AND_ASSIGN(auto store, Open());
    TestProducer producer(*store);
    ASSERT_THAT(producer.Append({Entities(), Document(0)}).status, IsOk());
    // Leaves a reader's connection open.
    ExpectDocuments(*store, 1);
    EXPECT_TRUE(std::filesystem::exists(Options().path + "-wal"));
    EXPECT_TRUE(std::filesystem::exists(index + "-wal"));
  }
  EXPECT_FALSE(std::filesystem::exists(Options().path + "-wal"));
  EXPECT_FALSE(std::filesystem::exists(index + "-wal"));
  ASSERT_OK_AND_ASSIGN(auto store, Open());
  ExpectDocuments(*store, 1);
}

TEST_F(SqliteStoreTest, WhileTheIndexCatchesUpReadersAreToCallAgain) {
  {
    ASSERT_OK_AND_ASSIGN(auto store, Open());
    TestProducer producer(*store);
    ASSERT_THAT(producer.Append({Entities(), Document(0)}).status, IsOk());
  }
  auto held = HeldIndex::Make(Options().path);
  ASSERT_THAT(held, IsOk());
  ASSERT_OK_AND_ASSIGN(auto store, Open());
  const absl::Status status = store->Read(std::nullopt).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(status, HasReason(v1::ERROR_REASON_STORE_BUSY));
  EXPECT_GT(RetryDelayOf(status), absl::ZeroDuration());
  // Likewise what is there but not readable yet, other than what is not there.
  EXPECT_THAT(store->Read(2), HasReason(v1::ERROR_REASON_STORE_BUSY));
  EXPECT_THAT(store->Read(3), HasReason(v1::ERROR_REASON_REVISION_NOT_REACHED));
  for (const int64_t revision : {2, 3}) {
    ReadRequirement requirement;
    requirement.revision = revision;
    std::promise<absl::Status> ended;
    store->Wait(requirement, absl::InfinitePast(),
                [&](const absl::Status& met) { ended.set_value(met); });
    EXPECT_THAT(
        ended.get_future().get(),
        HasReason(revision == 2 ? v1::ERROR_REASON_STORE_BUSY
                                : v1::ERROR_REASON_REVISION_NOT_REACHED));
  }
  held = absl::CancelledError("done");
  ExpectDocuments(*store, 1);
}

// While the indexer works for real.
TEST_F(SqliteStoreTest, AnIndexOfAnotherVersionHidesNothing) {
  constexpr int kDocuments = 300;
  {
    ASSERT_OK_AND_ASSIGN(auto store, Open());
    TestProducer producer(*store);
    std::vector<v1::Record> records = {Entities()};
    for (int i = 0; i < kDocuments; ++i) records.push_back(Document(i));
    ASSERT_THAT(producer.Append(records).status, IsOk());
  }
  {
    ASSERT_OK_AND_ASSIGN(SqliteDatabase index,
                         SqliteDatabase::Open(IndexPath(Options().path), {}));
    ASSERT_THAT(index.SetUserVersion(1'000), IsOk());
  }
  ASSERT_OK_AND_ASSIGN(auto store, Open());
  for (;;) {
    const auto reader = store->Read(std::nullopt);
    if (!reader.ok()) {
      ASSERT_THAT(reader, HasReason(v1::ERROR_REASON_STORE_BUSY));
      std::this_thread::yield();
      continue;
    }
    ASSERT_OK_AND_ASSIGN(const auto entity, (*reader)->FindEntity("acme"));
    EXPECT_TRUE(entity.has_value());
    break;
  }
  ExpectDocuments(*store, kDocuments);
}

TEST_F(SqliteStoreTest, MentionsStoredWithoutABlockOfEntitiesAreRead) {
  {
    ASSERT_OK_AND_ASSIGN(const auto store, SqliteStore::Open(Options()));
    TestProducer producer(*store);
    producer.Append({EntityRecord({TestEntity("acme", {"Acme"}),
                                   TestEntity("other", {"Other"})}),
                     DocumentRecord("d", "Other Acme Other",
                                    {{"Acme", "acme"}, {"Other", "other"}})});
  }
  {
    // As earlier programs left it.
    ASSERT_OK_AND_ASSIGN(SqliteDatabase database,
                         SqliteDatabase::Open(Options().path, {}));
    ASSERT_THAT(
        database.Execute(absl::StrCat(
            "DELETE FROM fact_block WHERE key=",
            FactKey(/*version=*/2, FactKind::kMentionEntities, 0), ";")),
        IsOk());
    ASSERT_EQ(database.changes(), 1);
  }
  ASSERT_OK_AND_ASSIGN(const auto store, SqliteStore::Open(Options()));
  ASSERT_OK_AND_ASSIGN(const auto reader, store->Read(std::nullopt));
  for (const char* document : {"", "d"}) {
    MentionScan scan;
    scan.document_id = document;
    std::vector<std::string> found;
    ASSERT_THAT(
        reader->ScanMentions(scan,
                             [&](MentionPosition, v1::Mention& mention) {
                               found.push_back(absl::StrCat(mention.text(), " ",
                                                            mention.entity()));
                               return Visit::kContinue;
                             }),
        IsOk());
    EXPECT_THAT(found, testing::UnorderedElementsAre("Other entities/other",
                                                     "Acme entities/acme",
                                                     "Other entities/other"));
  }
}

TEST_F(SqliteStoreTest, NewerSchemaIsRefused) {
  ASSERT_THAT(Open(), IsOk());
  {
    ASSERT_OK_AND_ASSIGN(SqliteDatabase database,
                         SqliteDatabase::Open(Options().path, {}));
    ASSERT_THAT(database.SetUserVersion(kSchemaVersion + 1), IsOk());
  }
  const absl::Status status = Open().status();
  EXPECT_THAT(status, HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("newer"));
}

TEST_F(SqliteStoreTest, FolderThatIsMissingOrAFileIsUnusable) {
  SqliteStore::Options options;
  options.path = dir_.File("missing/store.db");
  EXPECT_THAT(SqliteStore::Open(options),
              HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
  ASSERT_THAT(WriteFileAtomically(dir_.File("file"), "x"), IsOk());
  options.path = dir_.File("file/store.db");
  EXPECT_THAT(SqliteStore::Open(options),
              HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
  options.path = dir_.path();
  EXPECT_THAT(SqliteStore::Open(options),
              HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

TEST_F(SqliteStoreTest, SecondOwnerIsRefused) {
  ASSERT_OK_AND_ASSIGN(auto store, Open());
  EXPECT_THAT(Open(), HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
  store.reset();
  EXPECT_THAT(Open(), IsOk());
}

// Every write, sync and full disk of an append, once and for good: what was
// answered OK is there afterwards, and nothing else is.
TEST_F(SqliteStoreTest, FaultsOfTheDiskLoseNothing) {
  FaultyVfs vfs;
  SqliteStore::Options options = Options();
  options.sqlite.vfs = vfs.name();
  options.sqlite.wal_autocheckpoint_pages = 4;
  int stored = 0;
  {
    ASSERT_OK_AND_ASSIGN(auto store, SqliteStore::Open(options));
    ASSERT_THAT(TestProducer(*store).Append({Entities()}).status, IsOk());
  }
  for (const Fault fault : {Fault::kWrite, Fault::kDiskFull, Fault::kSync}) {
    for (int n = 1; n <= 12; ++n) {
      for (const bool once : {true, false}) {
        ASSERT_OK_AND_ASSIGN(auto store, SqliteStore::Open(options));
        TestProducer producer(*store);
        if (once) {
          vfs.FailOnce(fault, n);
        } else {
          vfs.FailFrom(fault, n);
        }
        const AppendResult failing =
            producer.AppendAt(stored + 1, {Document(stored)});
        vfs.Heal();
        if (failing.status.ok()) ++stored;
        // There is room again: the same connection goes on by itself.
        ASSERT_OK_AND_ASSIGN(const ProducerState state,
                             store->GetProducer("p"));
        ASSERT_EQ(state.next_offset, stored + 1);
        const AppendResult healed =
            producer.AppendAt(stored + 1, {Document(stored)});
        if (healed.status.ok()) ++stored;
        store.reset();
        ASSERT_OK_AND_ASSIGN(auto reopened, SqliteStore::Open(options));
        ASSERT_OK_AND_ASSIGN(const ProducerState after,
                             reopened->GetProducer("p"));
        // A commit whose sync failed may be there all the same; its producer
        // learns so when it repeats it.
        ASSERT_GE(after.next_offset, stored + 1);
        ASSERT_LE(after.next_offset, stored + 2);
        stored = static_cast<int>(after.next_offset) - 1;
      }
    }
  }
  {
    ASSERT_OK_AND_ASSIGN(auto store, SqliteStore::Open(options));
    ExpectDocuments(*store, stored);
  }
  ExpectSound();
}

TEST_F(SqliteStoreTest, FullDiskIsResourceExhausted) {
  FaultyVfs vfs;
  SqliteStore::Options options = Options();
  options.sqlite.vfs = vfs.name();
  ASSERT_OK_AND_ASSIGN(auto store, SqliteStore::Open(options));
  vfs.FailFrom(Fault::kDiskFull, 1);
  TestProducer producer(*store);
  const AppendResult full = producer.Append({Entities()});
  EXPECT_THAT(full.status, HasReason(v1::ERROR_REASON_DISK_FULL));
  EXPECT_EQ(full.next_offset, 0);
  vfs.Heal();
  EXPECT_THAT(producer.Append({Entities()}).status, IsOk());
}

}  // namespace
}  // namespace isnad
