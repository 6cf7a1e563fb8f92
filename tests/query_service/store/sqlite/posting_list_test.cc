#include "query_service/store/sqlite/posting_list.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "query_service/store/sqlite/index_schema.h"
#include "query_service/store/sqlite/schema.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

using testing::Eq;
using testing::Optional;

// Some pieces of the tests have more versions, some less.
constexpr int64_t kMaxRecentRows = 200;

class PostingListTest : public testing::Test {
 protected:
  void SetUp() override {
    const std::string path = dir_.File("query.db");
    ASSERT_OK_AND_ASSIGN(SqliteDatabase main,
                         SqliteDatabase::Open(path, SqliteOptions()));
    ASSERT_THAT(PrepareSchema(path, main), IsOk());
    ASSERT_OK_AND_ASSIGN(
        OpenedIndex opened,
        OpenIndex(IndexPath(path), SqliteOptions(), "store", 0));
    index_ = std::make_unique<SqliteDatabase>(std::move(opened.database));
    ASSERT_THAT(writer_.Prepare("posting", *index_), IsOk());
    ASSERT_OK_AND_ASSIGN(reader_, ReadConnection::Open(path, SqliteOptions()));
  }

  PostingList List(int64_t key) {
    return PostingList(*reader_, PostingTable::kMentions, key);
  }

  int64_t RecentRows() { return Count("recent_posting"); }
  int64_t LargeRows() { return Count("posting"); }
  int64_t Rows() { return RecentRows() + LargeRows(); }

  TempDir dir_;
  std::unique_ptr<SqliteDatabase> index_;
  PostingWriter writer_{kMaxRecentRows};
  std::unique_ptr<ReadConnection> reader_;

 private:
  int64_t Count(const std::string& table) {
    return index_->QueryInt64("SELECT count(*) FROM " + table).value();
  }
};

TEST_F(PostingListTest, FindsNothingInAnEmptyList) {
  EXPECT_THAT(List(1).FirstFrom(0), IsOkAndHolds(Eq(std::nullopt)));
  EXPECT_THAT(List(1).LastUpTo(9), IsOkAndHolds(Eq(std::nullopt)));
}

TEST_F(PostingListTest, KeepsOneRowForWhatIsAddedTogether) {
  for (const int64_t version : {7, 3, 3, 200}) writer_.Add(1, version);
  writer_.Add(2, 4);
  ASSERT_THAT(writer_.Flush(), IsOk());
  EXPECT_EQ(Rows(), 2);
  PostingList list = List(1);
  EXPECT_THAT(list.FirstFrom(4), IsOkAndHolds(Optional(7)));
  EXPECT_THAT(list.FirstFrom(8), IsOkAndHolds(Optional(200)));
  EXPECT_THAT(list.FirstFrom(201), IsOkAndHolds(Eq(std::nullopt)));
  EXPECT_THAT(list.LastUpTo(6), IsOkAndHolds(Optional(3)));
  EXPECT_THAT(list.LastUpTo(2), IsOkAndHolds(Eq(std::nullopt)));
}

TEST_F(PostingListTest, BoundsItsRows) {
  for (int64_t version = 1; version <= 1'000; ++version) {
    writer_.Add(1, version);
  }
  ASSERT_THAT(writer_.Flush(), IsOk());
  EXPECT_EQ(Rows(), 4);
}

TEST_F(PostingListTest, MovesWhatIsRecentOnceItIsMuch) {
  for (int64_t key = 1; key <= kMaxRecentRows; ++key) writer_.Add(key, 10);
  ASSERT_THAT(writer_.Flush(), IsOk());
  EXPECT_EQ(RecentRows(), kMaxRecentRows);
  EXPECT_EQ(LargeRows(), 0);
  // The lists of both become one row, but for that of a key of its own.
  for (int64_t key = 2; key <= 5; ++key) writer_.Add(key, 11);
  writer_.Add(kMaxRecentRows + 1, 11);
  ASSERT_THAT(writer_.Flush(), IsOk());
  EXPECT_EQ(RecentRows(), 0);
  EXPECT_EQ(LargeRows(), kMaxRecentRows + 1);
  // Lists that lie in both tables.
  writer_.Add(1, 12);
  writer_.Add(3, 12);
  ASSERT_THAT(writer_.Flush(), IsOk());
  EXPECT_EQ(RecentRows(), 2);
  PostingList list = List(3);
  EXPECT_THAT(list.FirstFrom(0), IsOkAndHolds(Optional(10)));
  EXPECT_THAT(list.FirstFrom(11), IsOkAndHolds(Optional(11)));
  EXPECT_THAT(list.FirstFrom(12), IsOkAndHolds(Optional(12)));
  EXPECT_THAT(list.FirstFrom(13), IsOkAndHolds(Eq(std::nullopt)));
  EXPECT_THAT(list.LastUpTo(99), IsOkAndHolds(Optional(12)));
  EXPECT_THAT(list.LastUpTo(11), IsOkAndHolds(Optional(11)));
  EXPECT_THAT(list.LastUpTo(9), IsOkAndHolds(Eq(std::nullopt)));
  EXPECT_THAT(List(2).FirstFrom(12), IsOkAndHolds(Eq(std::nullopt)));
  // And are taken out of the one that they are in.
  for (const int64_t version : {10, 12}) writer_.Remove(3, version);
  ASSERT_THAT(writer_.Flush(), IsOk());
  EXPECT_EQ(RecentRows(), 1);
  EXPECT_THAT(List(3).FirstFrom(0), IsOkAndHolds(Optional(11)));
  EXPECT_THAT(List(3).FirstFrom(12), IsOkAndHolds(Eq(std::nullopt)));
}

TEST_F(PostingListTest, ForgetsWhatWasNotWritten) {
  writer_.Add(1, 1);
  writer_.Remove(1, 1);
  writer_.Forget();
  ASSERT_THAT(writer_.Flush(), IsOk());
  EXPECT_EQ(Rows(), 0);
}

TEST_F(PostingListTest, LeavesNoRowOfWhatIsRemoved) {
  for (const int64_t version : {1, 2, 3}) writer_.Add(1, version);
  ASSERT_THAT(writer_.Flush(), IsOk());
  // Version 4 and key 2 were never there.
  for (const int64_t version : {4, 3, 2, 1}) writer_.Remove(1, version);
  writer_.Remove(2, 1);
  ASSERT_THAT(writer_.Flush(), IsOk());
  EXPECT_EQ(Rows(), 0);
}

TEST_F(PostingListTest, RefusesADamagedRow) {
  ASSERT_THAT(index_->Execute("INSERT INTO posting VALUES (1, 5, x'80')"),
              IsOk());
  EXPECT_FALSE(List(1).FirstFrom(1).ok());
  EXPECT_FALSE(List(1).LastUpTo(9).ok());
  writer_.Remove(1, 5);
  EXPECT_FALSE(writer_.Flush().ok());
}

// What a sorted set finds.
class SetList {
 public:
  void Add(int64_t version) { versions_.insert(version); }
  void Remove(int64_t version) { versions_.erase(version); }

  std::optional<int64_t> FirstFrom(int64_t version) const {
    const auto at = versions_.lower_bound(version);
    if (at == versions_.end()) return std::nullopt;
    return *at;
  }
  std::optional<int64_t> LastUpTo(int64_t version) const {
    const auto behind = versions_.upper_bound(version);
    if (behind == versions_.begin()) return std::nullopt;
    return *std::prev(behind);
  }

 private:
  std::set<int64_t> versions_;
};

TEST_F(PostingListTest, AgreesWithASetWhateverIsAddedAndRemoved) {
  constexpr int kRounds = 40;
  constexpr int64_t kInRound = 300;
  std::mt19937 random(7);
  const auto pick = [&](int64_t below) {
    return static_cast<int64_t>(random() % static_cast<uint64_t>(below));
  };
  std::map<int64_t, SetList> want;
  int64_t newest = 0;
  for (int round = 0; round < kRounds; ++round) {
    // Key 0 is common, the others ever rarer.
    const int64_t to = newest + 1 + pick(kInRound);
    for (int64_t version = newest + 1; version <= to; ++version) {
      for (int64_t key = 0; key < 4; ++key) {
        if (pick(1 + key * key * 20) > 0) continue;
        writer_.Add(key, version);
        want[key].Add(version);
      }
    }
    newest = to;
    for (int i = 0; i < 60; ++i) {
      const int64_t key = pick(4);
      const int64_t version = 1 + pick(newest);
      // What was added in this round can't be removed in it.
      if (version + kInRound > newest) continue;
      writer_.Remove(key, version);
      want[key].Remove(version);
    }
    ASSERT_THAT(writer_.Flush(), IsOk());
    for (int64_t key = 0; key < 4; ++key) {
      PostingList list = List(key);
      for (int i = 0; i < 20; ++i) {
        const int64_t version = pick(newest + 2);
        ASSERT_THAT(list.FirstFrom(version),
                    IsOkAndHolds(Eq(want[key].FirstFrom(version))));
        ASSERT_THAT(list.LastUpTo(version),
                    IsOkAndHolds(Eq(want[key].LastUpTo(version))));
      }
      // Walks all of it, both ways.
      for (std::optional<int64_t> at = 0; at.has_value();) {
        const int64_t from = *at + 1;
        ASSERT_OK_AND_ASSIGN(at, list.FirstFrom(from));
        ASSERT_EQ(at, want[key].FirstFrom(from));
      }
      for (std::optional<int64_t> at = newest + 1; at.has_value();) {
        const int64_t up_to = *at - 1;
        ASSERT_OK_AND_ASSIGN(at, list.LastUpTo(up_to));
        ASSERT_EQ(at, want[key].LastUpTo(up_to));
      }
    }
  }
  EXPECT_LT(Rows(), newest);
  EXPECT_GT(RecentRows(), 0);
  EXPECT_GT(LargeRows(), 0);
}

}  // namespace
}  // namespace isnad
