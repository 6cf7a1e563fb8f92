#include "query_service/store/sqlite/indexer.h"

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "query_service/store/sqlite/sqlite_store.h"
#include "tests/query_service/store/sqlite/opened_index_writer.h"
#include "tests/query_service/store/test_records.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

// Indexes a store of so many versions, of which nothing is indexed yet. Returns
// how often it was asked until then whether a call waits: once for the size of
// the piece, and again and again while appends are let pass.
int QuestionsUntilIndexed(int64_t versions) {
  const TempDir dir;
  const std::string path = dir.File("store.db");
  {
    SqliteStore::Options options;
    options.path = path;
    const auto store = SqliteStore::Open(options);
    EXPECT_THAT(store, IsOk());
    std::vector<v1::Record> records;
    for (int64_t i = 0; i < versions; ++i) {
      records.push_back(DocumentRecord(absl::StrCat("d", i), "text", {}));
    }
    EXPECT_THAT(TestProducer(**store).Append(records).status, IsOk());
  }
  std::filesystem::remove(IndexPath(path));
  IndexFeed feed;
  VersionFiles files(dir.path());
  auto writer = OpenIndexWriter(path, versions, feed, files);
  EXPECT_THAT(writer, IsOk());
  StoreProgress progress;
  progress.SetNewest(versions);
  int questions = 0;
  int until_indexed = 0;
  absl::Notification indexed;
  Indexer::Options options;
  options.oldest_held = [] { return int64_t{0}; };
  options.is_awaited = [&] {
    ++questions;
    return false;
  };
  options.on_indexed = [&] {
    if (indexed.HasBeenNotified()) return;
    until_indexed = questions;
    indexed.Notify();
  };
  options.on_collectable = [](int64_t /*revision*/) {};
  Indexer indexer(*std::move(writer), progress, std::move(options));
  indexed.WaitForNotification();
  indexer.Stop();
  EXPECT_EQ(progress.Revisions().indexed, versions);
  return until_indexed;
}

TEST(IndexerTest, FewVersionsAfterAPauseAreNotHeldUp) {
  EXPECT_EQ(QuestionsUntilIndexed(1), 1);
  EXPECT_EQ(QuestionsUntilIndexed(Indexer::kMostAlone), 1);
}

TEST(IndexerTest, MoreLetTheAppendsBehindThemPass) {
  EXPECT_GT(QuestionsUntilIndexed(Indexer::kMostAlone + 1), 1);
}

}  // namespace
}  // namespace isnad
