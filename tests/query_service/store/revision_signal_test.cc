#include "query_service/store/revision_signal.h"

#include <atomic>
#include <memory>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "query_service/store/sqlite/sqlite_store.h"
#include "tests/query_service/store/test_records.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

class RevisionSignalTest : public testing::Test {
 protected:
  void SetUp() override {
    SqliteStore::Options options;
    options.path = dir_.File("store.db");
    ASSERT_OK_AND_ASSIGN(store_, SqliteStore::Open(options));
    producer_ = std::make_unique<TestProducer>(*store_);
  }

  void AppendRevision() {
    ASSERT_THAT(
        producer_->Append({DocumentRecord("d", std::to_string(++texts_), {})})
            .status,
        IsOk());
  }

  const TempDir dir_{TempDir::Where::kMemory};
  std::unique_ptr<SqliteStore> store_;
  std::unique_ptr<TestProducer> producer_;
  int texts_ = 0;
};

TEST_F(RevisionSignalTest, FollowsEveryRevision) {
  constexpr int64_t kRevisions = 200;
  RevisionSignal signal(*store_);
  std::thread follower([&] {
    int64_t seen = 0;
    while (seen < kRevisions && signal.WaitAbove(seen)) {
      // What it was woken for can be read.
      const int64_t readable = store_->Revisions().readable();
      EXPECT_GT(readable, seen);
      seen = readable;
    }
    EXPECT_EQ(seen, kRevisions);
  });
  for (int i = 0; i < kRevisions; ++i) AppendRevision();
  follower.join();
}

TEST_F(RevisionSignalTest, WhatIsThereAlreadyIsNotWaitedFor) {
  AppendRevision();
  ASSERT_THAT(WaitForRevision(*store_, 1), IsOk());
  RevisionSignal signal(*store_);
  EXPECT_TRUE(signal.WaitAbove(0));
}

TEST_F(RevisionSignalTest, AWakeEndsOneWait) {
  RevisionSignal signal(*store_);
  // Before the wait, so that there is nothing to race with.
  signal.Wake();
  EXPECT_TRUE(signal.WaitAbove(0));
  // The cancelled wait of before does not end this one: only the revision does.
  std::atomic<bool> appended{false};
  std::thread follower([&] {
    EXPECT_TRUE(signal.WaitAbove(0));
    EXPECT_TRUE(appended);
    EXPECT_EQ(store_->Revisions().readable(), 1);
  });
  appended = true;
  AppendRevision();
  follower.join();
}

TEST_F(RevisionSignalTest, StoppingEndsWaitsAndPauses) {
  RevisionSignal signal(*store_);
  EXPECT_TRUE(signal.Pause(absl::Milliseconds(1)));
  std::thread stopper([&] { signal.Stop(); });
  EXPECT_FALSE(signal.WaitAbove(0));
  EXPECT_FALSE(signal.Pause(absl::InfiniteDuration()));
  EXPECT_TRUE(signal.IsStopped());
  stopper.join();
}

// The store tells after the signal is gone.
TEST_F(RevisionSignalTest, MayGoBeforeTheStore) {
  {
    RevisionSignal signal(*store_);
    signal.Stop();
    EXPECT_FALSE(signal.WaitAbove(0));
  }
  AppendRevision();
  EXPECT_THAT(WaitForRevision(*store_, 1), IsOk());
}

}  // namespace
}  // namespace isnad
