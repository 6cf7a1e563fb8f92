#include "query_service/store/sqlite/index_writer.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/sqlite/database.h"
#include "common/text/sketch.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "query_service/store/sqlite/index_feed.h"
#include "query_service/store/sqlite/index_schema.h"
#include "query_service/store/sqlite/prepared_record.h"
#include "query_service/store/sqlite/sqlite_store.h"
#include "tests/query_service/store/sqlite/opened_index_writer.h"
#include "tests/query_service/store/test_records.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

constexpr int kDocuments = 9;
// An entity comes before them.
constexpr int64_t kNewest = kDocuments + 1;
// Of a table of the index; columns that a table lacks are empty.
constexpr int kMostColumns = 5;
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
    ASSERT_OK_AND_ASSIGN(writer_,
                         OpenIndexWriter(path_, kNewest, feed_, files_));
  }

  // How many pieces the full text consists of.
  int64_t Segments() { return Count("DISTINCT segid) FROM search_idx"); }

  int64_t DocumentsWithTheWord() {
    return Count("*) FROM search WHERE search MATCH 'number'");
  }

  TempDir dir_;
  const std::string path_ = dir_.File("store.db");
  IndexFeed feed_;
  VersionFiles files_{dir_.path()};
  std::unique_ptr<IndexWriter> writer_;

 private:
  int64_t Count(const std::string& what) {
    absl::StatusOr<SqliteDatabase> index =
        SqliteDatabase::Open(IndexPath(path_), {});
    if (!index.ok()) return -1;
    return index->QueryInt64("SELECT count(" + what).value_or(-1);
  }
};

TEST_F(IndexWriterTest, EntitiesArePutIntoTheFileBeforeTheyCanBeRead) {
  Prepare("");
  ASSERT_TRUE(files_.entities.Begin());
  ASSERT_THAT(writer_->IndexSome(1, kOneVersion), IsOk());
  ASSERT_EQ(writer_->state().indexed, 1);
  const auto found = files_.entities.Find("acme", 1);
  ASSERT_TRUE(found.has_value());
  v1::Entity entity;
  ASSERT_TRUE(entity.ParseFromString(found->data));
  EXPECT_EQ(entity.display_name(), "Acme");
  EXPECT_FALSE(files_.entities.Find("acme", 0).has_value());
}

TEST_F(IndexWriterTest, DocumentsArePutIntoTheFileBeforeTheyCanBeRead) {
  Prepare("");
  ASSERT_TRUE(files_.documents.Begin());
  ASSERT_THAT(writer_->IndexSome(2, kOneVersion), IsOk());
  ASSERT_EQ(writer_->state().indexed, 2);
  const auto found = files_.documents.Find("d0", kNewest);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->version, 2);
  EXPECT_EQ(found->data, "");
  EXPECT_FALSE(files_.documents.Find("d1", kNewest).has_value());
}

TEST_F(IndexWriterTest, DeletionsArePutIntoTheFileUnlessTheDocumentIsBack) {
  {
    SqliteStore::Options options;
    options.path = path_;
    ASSERT_OK_AND_ASSIGN(const auto store, SqliteStore::Open(options));
    TestProducer producer(*store);
    const v1::Record gone = DocumentRecord("gone", "text", {});
    const v1::Record back = DocumentRecord("back", "text", {});
    const v1::Record newer = DocumentRecord("back", "newer text", {});
    producer.Append({gone, back, DeletionRecord("gone"), DeletionRecord("back"),
                     back, newer});
    ASSERT_EQ(store->Revisions().newest, 6);
  }
  std::filesystem::remove(IndexPath(path_));
  ASSERT_OK_AND_ASSIGN(writer_, OpenIndexWriter(path_, 6, feed_, files_));
  ASSERT_TRUE(files_.documents.Begin());
  ASSERT_THAT(writer_->IndexSome(6, IndexWriter::kLargeBatch), IsOk());
  const auto found_gone = files_.documents.Find("gone", 6);
  ASSERT_TRUE(found_gone.has_value());
  EXPECT_EQ(found_gone->version, 3);
  EXPECT_EQ(found_gone->data, kDeletedDocument);
  const auto found_back = files_.documents.Find("back", 6);
  ASSERT_TRUE(found_back.has_value());
  EXPECT_EQ(found_back->version, 6);
  EXPECT_EQ(found_back->data, "");
}

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

// A document with a fact of each type, a publish time and a sketch.
v1::Record RichDocument(int number) {
  v1::Record record = DocumentRecord(
      absl::StrCat("rich", number),
      absl::StrCat("Acme sells \u0631\u0642\u0627\u0626\u0642 ", number),
      {{"Acme", "acme"}});
  AddDecision(record, absl::StrCat("a", number), "US", {"acme"}, {"CN", "AE"});
  AddFigure(record, absl::StrCat("b", number), "acme",
            v1::FIGURE_METRIC_REVENUE, "10");
  AddStatement(record, absl::StrCat("c", number), "acme");
  AddRelation(record, absl::StrCat("d", number), "acme", "acme");
  SetPublishTime(record, 1'700'000'000 + number);
  record.mutable_document()->mutable_document()->set_sketch(
      SketchOfWords(number, 40));
  return record;
}

// Every row of every table of an index.
std::vector<std::string> Rows(const std::string& path) {
  std::vector<std::string> rows;
  absl::StatusOr<SqliteDatabase> index = SqliteDatabase::Open(path, {});
  if (!index.ok()) return {index.status().ToString()};
  for (const char* table :
       {"state", "posting", "recent_posting", "fact_posting",
        "recent_fact_posting", "document_time", "sketch_key", "name_key",
        "redirect", "search_data", "search_idx", "search_docsize"}) {
    absl::StatusOr<SqliteStatement> query =
        index->Prepare(absl::StrCat("SELECT * FROM ", table, " ORDER BY 1, 2"));
    if (!query.ok()) return {query.status().ToString()};
    for (;;) {
      const absl::StatusOr<bool> more = query->Step();
      if (!more.ok() || !*more) break;
      std::string row = table;
      for (int column = 0; column < kMostColumns; ++column) {
        absl::StrAppend(&row, " ", absl::BytesToHexString(query->Blob(column)));
      }
      rows.push_back(row);
    }
  }
  return rows;
}

// What is handed over and what is read from the file make the same index.
TEST(IndexWriterFeedTest, IsTheSameFromMemoryAsFromTheFile) {
  TempDir dir;
  const std::string path = dir.File("store.db");
  std::vector<v1::Record> records = {
      EntityRecord({TestEntity("acme", {"Acme"})})};
  for (int i = 0; i < kDocuments; ++i) records.push_back(RichDocument(i));
  {
    SqliteStore::Options options;
    options.path = path;
    ASSERT_OK_AND_ASSIGN(const auto store, SqliteStore::Open(options));
    const AppendResult result = TestProducer(*store).Append(records);
    ASSERT_THAT(result.status, IsOk());
    ASSERT_THAT(result.rejected, testing::IsEmpty());
  }
  IndexFeed full;
  for (int64_t version = 2; version <= kNewest; ++version) {
    const auto prepared =
        PrepareRecord(v1::Record(records[static_cast<size_t>(version - 1)]));
    auto& document = std::get<PreparedDocument>(prepared->change());
    IndexEntry entry = document.index_entry;
    EXPECT_GE(entry.fact_keys.size(), 8u);
    EXPECT_EQ(entry.sketch_keys.size(), kSketchKeys);
    entry.version = version;
    entry.text = document.text;
    // The number of the one entity.
    entry.entities = "\x01";
    full.Add(std::move(entry));
  }
  IndexFeed none;
  VersionFiles files(dir.path());
  std::vector<std::vector<std::string>> rows;
  for (IndexFeed* feed : {&full, &none}) {
    std::filesystem::remove(IndexPath(path));
    ASSERT_OK_AND_ASSIGN(const auto writer,
                         OpenIndexWriter(path, kNewest, *feed, files));
    // The entity, which comes before what is in the feed.
    ASSERT_THAT(writer->IndexSome(1, IndexWriter::kLargeBatch), IsOk());
    int64_t to = kNewest;
    EXPECT_EQ(feed->Find(1, to).has_value(), feed == &full);
    ASSERT_THAT(writer->IndexSome(kNewest, IndexWriter::kLargeBatch), IsOk());
    ASSERT_EQ(writer->state().indexed, kNewest);
    rows.push_back(Rows(IndexPath(path)));
  }
  EXPECT_GT(rows[0].size(), 40u);
  EXPECT_EQ(rows[0], rows[1]);
}

}  // namespace
}  // namespace isnad
