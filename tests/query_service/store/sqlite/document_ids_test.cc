#include "query_service/store/sqlite/document_ids.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/sqlite/transaction.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "query_service/store/sqlite/schema.h"
#include "query_service/store/sqlite/sqlite_store.h"
#include "tests/query_service/store/test_records.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

using testing::Eq;
using testing::Optional;

constexpr int64_t kMaxRecentRows = 50;
constexpr int64_t kRowsMovedAtOnce = 8;
constexpr int64_t kForever = INT64_MAX;

class DocumentIdsTest : public testing::Test {
 protected:
  void SetUp() override {
    const std::string path = dir_.File("query.db");
    ASSERT_OK_AND_ASSIGN(database_,
                         SqliteDatabase::Open(path, SqliteOptions()));
    ASSERT_THAT(PrepareSchema(path, *database_), IsOk());
    Reopen();
  }

  // As after a restart.
  void Reopen() {
    writer_ = DocumentIdWriter();
    ASSERT_THAT(writer_.Prepare(*database_, kMaxRecentRows, kRowsMovedAtOnce),
                IsOk());
  }

  void Add(const std::string& id, int64_t version) {
    ASSERT_THAT(writer_.Add(id, version), IsOk());
    versions_[id].push_back(version);
    EXPECT_LE(Count("recent_document_id"), kMaxRecentRows);
  }

  int64_t Count(const std::string& table) {
    return database_->QueryInt64("SELECT count(*) FROM " + table).value();
  }

  // The version of a document as readers ask for it, 0 if there is none.
  int64_t VersionUpTo(const std::string& id, int64_t revision) {
    SqliteStatement query = database_->Prepare(kDocumentVersionSql).value();
    query.BindInt64(1, revision);
    query.BindText(2, id);
    return query.Step().value() ? query.Int64(0) : 0;
  }

  std::vector<std::pair<std::string, int64_t>> Behind(const std::string& id,
                                                      int64_t revision) {
    SqliteStatement query = database_->Prepare(kDocumentVersionsSql).value();
    query.BindInt64(1, revision);
    query.BindText(2, id);
    std::vector<std::pair<std::string, int64_t>> rows;
    while (query.Step().value()) {
      rows.emplace_back(std::string(query.Text(0)), query.Int64(1));
    }
    return rows;
  }

  // What is asked for is what was added, at any revision.
  void ExpectAll(int64_t newest) {
    for (const int64_t revision : {int64_t{0}, newest / 2, newest, kForever}) {
      std::vector<std::pair<std::string, int64_t>> all;
      for (const auto& [id, versions] : versions_) {
        const auto end =
            std::upper_bound(versions.begin(), versions.end(), revision);
        EXPECT_EQ(VersionUpTo(id, revision),
                  end == versions.begin() ? 0 : *std::prev(end))
            << id << " at " << revision;
        for (auto at = versions.begin(); at != end; ++at) {
          all.emplace_back(id, *at);
        }
        EXPECT_THAT(writer_.FindNewest(id),
                    IsOkAndHolds(Optional(versions.back())));
      }
      EXPECT_EQ(Behind("", revision), all) << revision;
      const auto from = std::upper_bound(
          all.begin(), all.end(), std::pair(std::string("d5"), kForever));
      EXPECT_EQ(Behind("d5", revision),
                (std::vector<std::pair<std::string, int64_t>>(from, all.end())))
          << revision;
    }
  }

  TempDir dir_;
  absl::StatusOr<SqliteDatabase> database_ = absl::UnknownError("not opened");
  DocumentIdWriter writer_;
  // The model: versions of each id, rising.
  std::map<std::string, std::vector<int64_t>> versions_;
};

TEST_F(DocumentIdsTest, KnowsNoIdThatWasNotAdded) {
  EXPECT_THAT(writer_.FindNewest("d"), IsOkAndHolds(Eq(std::nullopt)));
  Add("d1", 1);
  EXPECT_THAT(writer_.FindNewest("d"), IsOkAndHolds(Eq(std::nullopt)));
  EXPECT_THAT(writer_.FindNewest("d10"), IsOkAndHolds(Eq(std::nullopt)));
}

TEST_F(DocumentIdsTest, AnyOrderOfIdsIsFoundWhereverItsRowsAre) {
  std::mt19937 random(7);
  int64_t version = 0;
  for (int i = 0; i < 600; ++i) {
    Add(absl::StrCat("d", random() % 200), ++version);
    if (i % 150 == 149) Reopen();
  }
  EXPECT_GT(Count("document_id"), 400);
  EXPECT_GT(Count("recent_document_id"), 0);
  ExpectAll(version);
}

TEST_F(DocumentIdsTest, OneIdWithMoreVersionsThanMoveAtOnce) {
  int64_t version = 0;
  for (int i = 0; i < 120; ++i) Add("d5", ++version);
  for (int i = 0; i < 40; ++i) {
    Add(absl::StrCat("d", i), ++version);
    Add("d5", ++version);
  }
  EXPECT_GT(Count("document_id"), kMaxRecentRows);
  ExpectAll(version);
}

TEST_F(DocumentIdsTest, ARollbackTakesTheMoveBackToo) {
  int64_t version = 0;
  for (int i = 0; i < kMaxRecentRows - 1; ++i) {
    Add(absl::StrCat("d", i), ++version);
  }
  {
    ASSERT_OK_AND_ASSIGN(SqliteTransaction transaction,
                         SqliteTransaction::BeginWrite(*database_));
    for (int i = 0; i < 30; ++i) {
      ASSERT_THAT(writer_.Add(absl::StrCat("x", i), version + 1 + i), IsOk());
    }
    ASSERT_GT(Count("document_id"), 0);
  }
  writer_.Forget();
  EXPECT_EQ(Count("document_id"), 0);
  EXPECT_EQ(Count("recent_document_id"), kMaxRecentRows - 1);
  for (int i = 0; i < 100; ++i) Add(absl::StrCat("e", i % 70), ++version);
  EXPECT_GT(Count("document_id"), 0);
  ExpectAll(version);
}

// A store with the limits that stores have: rows of both tables are listed,
// replaced and collected.
TEST(DocumentIdsOfAStoreTest, MoreDocumentsThanAreRecent) {
  const TempDir dir;
  SqliteStore::Options options;
  options.path = dir.File("query.db");
  options.retention_revisions = 10;
  constexpr int kDocuments =
      static_cast<int>(DocumentIdWriter::kMaxRecentRows) + 2'000;
  ASSERT_OK_AND_ASSIGN(auto store, SqliteStore::Open(options));
  TestProducer producer(*store);
  const auto name = [](int i) { return absl::StrCat("d", i * 7919 % 100'000); };
  for (int from = 0; from < kDocuments; from += 1'000) {
    std::vector<v1::Record> records;
    for (int i = from; i < std::min(from + 1'000, kDocuments); ++i) {
      records.push_back(DocumentRecord(name(i), absl::StrCat("text ", i), {}));
    }
    ASSERT_THAT(producer.Append(records).status, IsOk());
  }
  // One of each table anew, one of each away.
  std::vector<v1::Record> changes = {DocumentRecord(name(3), "new", {}),
                                     DeletionRecord(name(4))};
  changes.push_back(DocumentRecord(name(kDocuments - 3), "new", {}));
  changes.push_back(DeletionRecord(name(kDocuments - 4)));
  for (int i = 0; i < 20; ++i) {
    changes.push_back(DocumentRecord("last", absl::StrCat("text ", i), {}));
  }
  const AppendResult result = producer.Append(changes);
  ASSERT_THAT(result.status, IsOk());
  ASSERT_THAT(WaitForRevision(*store, result.revision), IsOk());
  std::vector<std::string> want;
  for (int i = 0; i < kDocuments; ++i) {
    if (i != 4 && i != kDocuments - 4) want.push_back(name(i));
  }
  want.emplace_back("last");
  std::sort(want.begin(), want.end());
  ASSERT_OK_AND_ASSIGN(const auto reader, store->Read(std::nullopt));
  std::vector<std::string> found;
  ASSERT_THAT(reader->ScanDocuments("",
                                    [&](StoredDocument& stored) {
                                      found.push_back(
                                          stored.document.name().substr(10));
                                      return Visit::kContinue;
                                    }),
              IsOk());
  EXPECT_EQ(found, want);

  // What the window no longer holds goes from both tables.
  SqliteOptions reading;
  reading.read_only = true;
  ASSERT_OK_AND_ASSIGN(SqliteDatabase file,
                       SqliteDatabase::Open(options.path, reading));
  const auto count = [&](const std::string& what) {
    return file.QueryInt64("SELECT count(*) FROM " + what).value();
  };
  const int64_t kept =
      static_cast<int64_t>(want.size()) + options.retention_revisions;
  const absl::Time latest = absl::Now() + absl::Seconds(20);
  while (count("document_version") > kept && absl::Now() < latest) {
    absl::SleepFor(absl::Milliseconds(5));
  }
  EXPECT_LE(count("document_version"), kept);
  EXPECT_EQ(count("document_version v WHERE NOT EXISTS (SELECT 1 FROM "
                  "document_id i WHERE (i.id, i.version)=(v.id, v.version)) "
                  "AND NOT EXISTS (SELECT 1 FROM recent_document_id r WHERE "
                  "(r.id, r.version)=(v.id, v.version))"),
            0);
  EXPECT_EQ(count("(SELECT version FROM document_id UNION ALL SELECT version "
                  "FROM recent_document_id)"),
            count("document_version"));
}

}  // namespace
}  // namespace isnad
