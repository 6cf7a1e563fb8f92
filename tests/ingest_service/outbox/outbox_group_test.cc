// How submissions share commits.
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ingest_service/outbox/outbox.h"
#include "tests/ingest_service/outbox/outbox_testing.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

constexpr auto kLongerThanACommit = std::chrono::milliseconds(50);

class OutboxGroupTest : public testing::Test {
 protected:
  void Open(absl::Duration linger) {
    Outbox::Options options;
    options.path = dir_.File("outbox.db");
    options.linger = linger;
    ASSERT_OK_AND_ASSIGN(outbox_, Outbox::Open(options));
  }

  // Submits a document, in place of a room or without one.
  std::future<absl::Status> Begin(
      std::optional<Outbox::Room> room = std::nullopt) {
    auto done = std::make_shared<std::promise<absl::Status>>();
    std::future<absl::Status> result = done->get_future();
    const std::string name = absl::StrCat("documents/", ++documents_);
    outbox_->Submit(
        MakeSubmission(name, "text"),
        [done](const absl::StatusOr<Receipt>& receipt) {
          done->set_value(receipt.status());
        },
        std::move(room));
    return result;
  }

  int64_t Commits() const { return outbox_->counters().commits; }

  TempDir dir_;
  std::unique_ptr<Outbox> outbox_;

 private:
  int documents_ = 0;
};

TEST_F(OutboxGroupTest, WaitsForADocumentThatIsBeingRead) {
  Open(absl::Hours(1));
  ASSERT_THAT(Begin().get(), IsOk());
  constexpr int kPairs = 3;
  for (int i = 0; i < kPairs; ++i) {
    ASSERT_OK_AND_ASSIGN(Outbox::Room first_room, outbox_->Reserve(10));
    ASSERT_OK_AND_ASSIGN(Outbox::Room second_room, outbox_->Reserve(10));
    std::future<absl::Status> first = Begin(std::move(first_room));
    EXPECT_EQ(first.wait_for(kLongerThanACommit), std::future_status::timeout);
    std::future<absl::Status> second = Begin(std::move(second_room));
    ASSERT_THAT(first.get(), IsOk());
    ASSERT_THAT(second.get(), IsOk());
  }
  EXPECT_EQ(Commits(), 1 + kPairs);
}

TEST_F(OutboxGroupTest, DoesNotWaitForOneThatFailed) {
  Open(absl::Hours(1));
  ASSERT_THAT(Begin().get(), IsOk());
  std::optional<Outbox::Room> room;
  ASSERT_OK_AND_ASSIGN(Outbox::Room reserved, outbox_->Reserve(10));
  room.emplace(std::move(reserved));
  std::future<absl::Status> other = Begin();
  room.reset();
  EXPECT_THAT(other.get(), IsOk());
}

TEST_F(OutboxGroupTest, DoesNotWaitWhileNothingIsRead) {
  Open(absl::Hours(1));
  for (int i = 0; i < 3; ++i) EXPECT_THAT(Begin().get(), IsOk());
  EXPECT_EQ(Commits(), 3);
}

TEST_F(OutboxGroupTest, WaitsNoLongerThanItLingers) {
  Open(absl::Milliseconds(1));
  ASSERT_OK_AND_ASSIGN(const Outbox::Room room, outbox_->Reserve(10));
  for (int i = 0; i < 3; ++i) EXPECT_THAT(Begin().get(), IsOk());
}

TEST_F(OutboxGroupTest, WritesWhatWaitsAtItsEnd) {
  Open(absl::Hours(1));
  ASSERT_THAT(Begin().get(), IsOk());
  ASSERT_OK_AND_ASSIGN(const Outbox::Room room, outbox_->Reserve(10));
  std::future<absl::Status> waiting = Begin();
  outbox_->Close();
  EXPECT_THAT(waiting.get(), IsOk());
}

}  // namespace
}  // namespace isnad
