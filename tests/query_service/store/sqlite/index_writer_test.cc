#include "query_service/store/sqlite/index_writer.h"

#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/sqlite/database.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "query_service/store/sqlite/index_schema.h"
#include "query_service/store/sqlite/sqlite_store.h"
#include "query_service/store/sqlite/state_row.h"
#include "tests/query_service/store/test_records.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

constexpr int kDocuments = 9;
// An entity comes before them.
constexpr int64_t kNewest = kDocuments + 1;
constexpr IndexWriter::Batch kOneVersion = {1, 1};

// A text of so many different words.
std::string Words(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) absl::StrAppend(&text, " w", i);
  return text;
}

// A store whose index is gone, and what writes it anew.
class IndexWriterTest : public testing::Test {
 protected:
  // Documents that name an entity, each with the words of `text` besides.
  void Prepare(const std::string& text) {
    SqliteStore::Options options;
    options.path = path_;
    {
      ASSERT_OK_AND_ASSIGN(const auto store, SqliteStore::Open(options));
      TestProducer producer(*store);
      producer.Append({EntityRecord({TestEntity("acme", {"Acme"})})});
      for (int i = 0; i < kDocuments; ++i) {
        producer.Append({DocumentRecord(absl::StrCat("d", i),
                                        absl::StrCat("Acme number ", text),
                                        {{"Acme", "acme"}})});
      }
      ASSERT_EQ(store->Revisions().newest, kNewest);
    }
    std::filesystem::remove(IndexPath(path_));
    ASSERT_OK_AND_ASSIGN(SqliteDatabase main, SqliteDatabase::Open(path_, {}));
    ASSERT_OK_AND_ASSIGN(const StoreSecrets secrets, ReadStoreSecrets(main));
    ASSERT_OK_AND_ASSIGN(
        OpenedIndex index,
        OpenIndex(IndexPath(path_), {}, secrets.store_id, kNewest));
    ASSERT_OK_AND_ASSIGN(
        writer_, IndexWriter::Create(std::move(main), std::move(index)));
  }

  // How many pieces the full text consists of.
  int64_t Segments() { return Count("DISTINCT segid) FROM search_idx"); }

  int64_t DocumentsWithTheWord() {
    return Count("*) FROM search WHERE search MATCH 'number'");
  }

  std::unique_ptr<IndexWriter> writer_;

 private:
  int64_t Count(const std::string& what) {
    absl::StatusOr<SqliteDatabase> index =
        SqliteDatabase::Open(IndexPath(path_), {});
    if (!index.ok()) return -1;
    return index->QueryInt64("SELECT count(" + what).value_or(-1);
  }

  TempDir dir_;
  const std::string path_ = dir_.File("store.db");
};

TEST_F(IndexWriterTest, WordsOfManyPiecesAreJoinedWhenItIsAsked) {
  Prepare(Words(5'000));
  while (writer_->state().indexed < kNewest) {
    ASSERT_THAT(writer_->IndexSome(kNewest, kOneVersion), IsOk());
  }
  // One of each piece, too small for the insert to join them.
  ASSERT_EQ(Segments(), kDocuments);
  bool did = true;
  int joined = 0;
  for (; did; ++joined) {
    ASSERT_LT(joined, 10);
    ASSERT_THAT(writer_->JoinWords(did), IsOk());
  }
  EXPECT_GT(joined, 1);
  EXPECT_LT(Segments(), 4);
  EXPECT_EQ(DocumentsWithTheWord(), kDocuments);
}

TEST_F(IndexWriterTest, WordsOfALargePieceAreOne) {
  // More than the megabyte that FTS5 gathers by itself.
  Prepare(Words(30'000));
  while (writer_->state().indexed < kNewest) {
    ASSERT_THAT(writer_->IndexSome(kNewest, IndexWriter::kLargeBatch), IsOk());
  }
  EXPECT_EQ(Segments(), 1);
}

}  // namespace
}  // namespace isnad
