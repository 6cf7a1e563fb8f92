// Whatever becomes of documents and entities, each revision reads as it was:
// whether a version comes from the files of newest versions or from the tables,
// and while those files are being filled.
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "query_service/store/sqlite/sqlite_store.h"
#include "tests/query_service/store/test_records.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

constexpr int kIds = 6;
constexpr int kRecords = 300;

// By id: the text of a document, the name of an entity; none: it is not there.
struct Contents {
  std::map<std::string, std::string> documents;
  std::map<std::string, std::string> entities;
};

class StoreHistoryTest : public testing::TestWithParam<unsigned> {
 protected:
  void Open() {
    store_.reset();
    SqliteStore::Options options;
    options.path = dir_.File("store.db");
    ASSERT_OK_AND_ASSIGN(store_, SqliteStore::Open(options));
  }

  // Appends a record that makes the contents of its revision out of those of
  // the one before.
  void Append(TestProducer& producer, const v1::Record& record,
              const std::function<void(Contents&)>& change) {
    const AppendResult result = producer.Append({record});
    ASSERT_THAT(result.status, IsOk());
    if (result.revision == 0) return;  // It changed nothing.
    ASSERT_EQ(result.revision, static_cast<int64_t>(history_.size()));
    history_.push_back(history_.back());
    change(history_.back());
  }

  void AppendSomething(TestProducer& producer) {
    const std::string id = absl::StrCat("x", Random(kIds));
    // Now and then the same again.
    const std::string word = absl::StrCat("word", Random(50));
    switch (Random(4)) {
      case 0:
        Append(producer, EntityRecord({TestEntity(id, {word})}),
               [&](Contents& now) { now.entities[id] = word; });
        break;
      case 1:
        Append(producer, DeletionRecord(id),
               [&](Contents& now) { now.documents.erase(id); });
        break;
      default:
        Append(producer, DocumentRecord(id, word, {{word, "x0"}}),
               [&](Contents& now) { now.documents[id] = word; });
    }
  }

  void CheckRevision(int64_t revision) {
    ASSERT_OK_AND_ASSIGN(const auto reader, store_->Read(revision));
    const Contents& then = history_[static_cast<size_t>(revision)];
    for (int i = 0; i < kIds; ++i) {
      const std::string id = absl::StrCat("x", i);
      ASSERT_OK_AND_ASSIGN(auto document, reader->FindDocument(id));
      std::string text = "none";
      if (document.has_value()) {
        ASSERT_THAT(reader->LoadBody(*document), IsOk());
        text = document->document.text();
      }
      const auto want = then.documents.find(id);
      const bool is_there = want != then.documents.end();
      EXPECT_EQ(text, is_there ? want->second : "none") << revision << id;
      MentionScan scan;
      scan.document_id = id;
      std::string mentioned = "none";
      ASSERT_THAT(
          reader->ScanMentionViews(scan,
                                   [&](MentionPosition, const MentionView& m) {
                                     mentioned = std::string(m.text);
                                     return Visit::kContinue;
                                   }),
          IsOk());
      EXPECT_EQ(mentioned, is_there ? want->second : "none") << revision << id;
      ASSERT_OK_AND_ASSIGN(const auto entity, reader->FindEntity(id));
      const auto name = then.entities.find(id);
      EXPECT_EQ(entity.has_value() ? entity->display_name() : "none",
                name == then.entities.end() ? "none" : name->second)
          << revision << id;
    }
  }

  void CheckAll() {
    for (size_t revision = 1; revision < history_.size(); ++revision) {
      CheckRevision(static_cast<int64_t>(revision));
      if (HasFailure()) return;
    }
  }

  int Random(int below) {
    return std::uniform_int_distribution<int>(0, below - 1)(random_);
  }

  std::mt19937 random_{GetParam()};
  TempDir dir_{TempDir::Where::kMemory};
  std::unique_ptr<SqliteStore> store_;
  // By revision.
  std::vector<Contents> history_ = {Contents()};
};

TEST_P(StoreHistoryTest, EachRevisionReadsAsItWas) {
  Open();
  TestProducer producer(*store_);
  // The documents mention it.
  Append(producer, EntityRecord({TestEntity("x0", {"first"})}),
         [](Contents& now) { now.entities["x0"] = "first"; });
  for (int i = 0; i < kRecords; ++i) {
    AppendSomething(producer);
    if (HasFatalFailure()) return;
    // The newest right away, an older one now and then.
    const auto newest = static_cast<int64_t>(history_.size()) - 1;
    ASSERT_THAT(WaitForRevision(*store_, newest), IsOk());
    CheckRevision(newest);
    if (i % 10 == 0) CheckRevision(1 + Random(static_cast<int>(newest)));
  }
  CheckAll();
  // The files are filled anew while this reads.
  Open();
  CheckAll();
  CheckAll();
}

INSTANTIATE_TEST_SUITE_P(Seeds, StoreHistoryTest, testing::Range(1u, 9u));

}  // namespace
}  // namespace isnad
