#include "query_service/lookup/reprints.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/text/sketch.h"
#include "common/text/token_hash.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "query_service/store/sqlite/sqlite_store.h"
#include "tests/query_service/store/test_records.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

class ReprintsTest : public testing::Test {
 protected:
  void SetUp() override {
    SqliteStore::Options options;
    options.path = dir_.File("store.db");
    ASSERT_OK_AND_ASSIGN(store_, SqliteStore::Open(options));
    producer_ = std::make_unique<TestProducer>(*store_);
  }

  // Each record is a revision.
  void Put(const std::vector<v1::Record>& records) {
    const AppendResult result = producer_->Append(records);
    ASSERT_THAT(result.status, IsOk());
    ASSERT_THAT(result.rejected, testing::IsEmpty());
    ASSERT_THAT(WaitForRevision(*store_, result.revision), IsOk());
  }

  // The id of what a document repeats; its own for an original.
  std::string OriginalOf(absl::string_view id, std::optional<int64_t> at = {}) {
    const auto reader = store_->Read(at);
    EXPECT_THAT(reader, IsOk());
    Reprints reprints(**reader);
    const auto stored = (*reader)->FindDocument(id);
    EXPECT_TRUE(stored.ok() && stored->has_value()) << id;
    const auto original = reprints.OriginalOf(**stored);
    EXPECT_THAT(original, IsOk());
    return original->document.name().substr(10);
  }

  TempDir dir_;
  std::unique_ptr<SqliteStore> store_;
  std::unique_ptr<TestProducer> producer_;
};

TEST_F(ReprintsTest, TheFirstIsTheOriginal) {
  const std::string story = SketchOfWords(0, 200);
  Put({SketchedDocument("z", story), SketchedDocument("b", story),
       SketchedDocument("a", SketchOfWords(10, 200)),
       SketchedDocument("other", SketchOfWords(1'000, 200))});
  EXPECT_EQ(OriginalOf("z"), "z");
  EXPECT_EQ(OriginalOf("b"), "z");
  EXPECT_EQ(OriginalOf("a"), "z");
  EXPECT_EQ(OriginalOf("other"), "other");
}

TEST_F(ReprintsTest, EachRevisionHasItsOwnAnswer) {
  const std::string story = SketchOfWords(0, 200);
  Put({SketchedDocument("a", story), SketchedDocument("b", story),
       SketchedDocument("c", story)});                      // 1, 2, 3
  Put({DeletionRecord("a")});                               // 4
  Put({SketchedDocument("b", SketchOfWords(1'000, 200))});  // 5
  Put({SketchedDocument("a", story)});                      // 6
  EXPECT_EQ(OriginalOf("c", 3), "a");
  // The original was withdrawn: the next one is.
  EXPECT_EQ(OriginalOf("b", 4), "b");
  EXPECT_EQ(OriginalOf("c", 4), "b");
  // It was rewritten: again the next one.
  EXPECT_EQ(OriginalOf("c", 5), "c");
  EXPECT_EQ(OriginalOf("b", 5), "b");
  // What comes back comes last.
  EXPECT_EQ(OriginalOf("a", 6), "c");
}

TEST_F(ReprintsTest, AReprintOfAReprintGoesBackToTheOriginal) {
  // Each shares two thirds with the one before, the last nothing with the
  // first.
  Put({SketchedDocument("a", SketchOfWords(0, 300)),
       SketchedDocument("b", SketchOfWords(100, 300)),
       SketchedDocument("c", SketchOfWords(200, 300)),
       SketchedDocument("d", SketchOfWords(300, 300))});
  for (const char* id : {"b", "c", "d"}) EXPECT_EQ(OriginalOf(id), "a") << id;
}

TEST_F(ReprintsTest, DocumentsWithoutASketchAreOriginals) {
  Put({SketchedDocument("a", ""), SketchedDocument("b", "")});
  EXPECT_EQ(OriginalOf("b"), "b");
}

// An outlet's footer is in all its articles; it must neither join them nor
// hide reprints among them.
TEST_F(ReprintsTest, ASharedPhraseDoesNotJoin) {
  std::vector<v1::Record> records;
  const int many = Reprints::kMaxCandidates + 20;
  for (int i = 0; i <= many; ++i) {
    std::vector<uint64_t> words;
    const int story = i == many ? many - 1 : i;
    for (int word = 0; word < 150; ++word) {
      words.push_back(HashToken(absl::StrCat("s", story, "w", word)));
    }
    for (int word = 0; word < 30; ++word) {
      words.push_back(HashToken(absl::StrCat("footer", word)));
    }
    records.push_back(
        SketchedDocument(absl::StrCat("d", i), MakeSketch(words)));
  }
  Put(records);
  for (int i = 0; i < many; ++i) {
    EXPECT_EQ(OriginalOf(absl::StrCat("d", i)), absl::StrCat("d", i));
  }
  EXPECT_EQ(OriginalOf(absl::StrCat("d", many)), absl::StrCat("d", many - 1));
}

TEST_F(ReprintsTest, SetsDuplicateOf) {
  const std::string story = SketchOfWords(0, 200);
  Put({SketchedDocument("a", story), SketchedDocument("b", story)});
  ASSERT_OK_AND_ASSIGN(const auto reader, store_->Read({}));
  Reprints reprints(*reader);
  for (const auto& [id, want] :
       std::vector<std::pair<std::string, std::string>>{{"a", ""},
                                                        {"b", "documents/a"}}) {
    ASSERT_OK_AND_ASSIGN(auto stored, reader->FindDocument(id));
    ASSERT_TRUE(stored.has_value());
    ASSERT_THAT(reprints.SetDuplicateOf(*stored), IsOk());
    EXPECT_EQ(stored->document.duplicate_of(), want);
  }
}

}  // namespace
}  // namespace isnad
