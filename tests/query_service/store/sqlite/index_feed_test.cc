#include "query_service/store/sqlite/index_feed.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

constexpr int64_t kNewest = 1'000;
constexpr size_t kTextBytes = 1'000;

IndexEntry Entry(int64_t version) {
  IndexEntry entry;
  entry.version = version;
  entry.text = std::string(kTextBytes, 'x');
  return entry;
}

// The versions found in (from, to], nothing if those behind `from` are missing.
std::optional<std::vector<int64_t>> Versions(const IndexFeed& feed,
                                             int64_t from, int64_t& to) {
  const auto found = feed.Find(from, to);
  if (!found.has_value()) return std::nullopt;
  std::vector<int64_t> versions;
  for (const IndexEntry* entry : *found) versions.push_back(entry->version);
  return versions;
}

TEST(IndexFeedTest, HasNothingBeforeTheFirst) {
  IndexFeed feed;
  int64_t to = kNewest;
  EXPECT_EQ(feed.Find(0, to), std::nullopt);
  feed.Add(Entry(5));
  EXPECT_EQ(feed.Find(0, to), std::nullopt);
  EXPECT_EQ(feed.Find(3, to), std::nullopt);
  EXPECT_EQ(to, kNewest);
}

TEST(IndexFeedTest, HasEachFromTheFirstOn) {
  IndexFeed feed;
  for (const int64_t version : {5, 6, 9}) feed.Add(Entry(version));
  int64_t to = kNewest;
  EXPECT_THAT(Versions(feed, 4, to), Optional(ElementsAre(5, 6, 9)));
  EXPECT_THAT(Versions(feed, 5, to), Optional(ElementsAre(6, 9)));
  EXPECT_THAT(Versions(feed, 9, to), Optional(IsEmpty()));
  EXPECT_EQ(to, kNewest);
  to = 8;
  EXPECT_THAT(Versions(feed, 4, to), Optional(ElementsAre(5, 6)));
  EXPECT_EQ(to, 8);
}

TEST(IndexFeedTest, ForgetsWhatWasIndexed) {
  IndexFeed feed;
  for (const int64_t version : {5, 6, 9}) feed.Add(Entry(version));
  feed.Forget(6);
  int64_t to = kNewest;
  EXPECT_THAT(Versions(feed, 6, to), Optional(ElementsAre(9)));
}

TEST(IndexFeedTest, TakesNoneAfterOneWithoutRoomUntilAllAreIndexed) {
  IndexFeed feed(3 * kTextBytes);
  for (const int64_t version : {5, 6, 9}) feed.Add(Entry(version));
  // Less than the three, as an entry is more than its text.
  int64_t to = kNewest;
  EXPECT_THAT(Versions(feed, 4, to), Optional(ElementsAre(5, 6)));
  EXPECT_EQ(to, 8);
  feed.Forget(5);
  // There would be room, but the one before it is missing.
  feed.Add(Entry(10));
  to = kNewest;
  EXPECT_THAT(Versions(feed, 5, to), Optional(ElementsAre(6)));
  EXPECT_EQ(to, 8);
  feed.Forget(8);
  EXPECT_EQ(feed.Find(8, to), std::nullopt);
  feed.Add(Entry(12));
  to = kNewest;
  EXPECT_EQ(feed.Find(8, to), std::nullopt);
  EXPECT_THAT(Versions(feed, 11, to), Optional(ElementsAre(12)));
}

TEST(IndexFeedTest, OneThatIsTooLargeAloneIsLeftToTheFile) {
  IndexFeed feed(kTextBytes / 2);
  feed.Add(Entry(5));
  int64_t to = kNewest;
  EXPECT_EQ(feed.Find(4, to), std::nullopt);
}

TEST(IndexFeedTest, RoomIsThereAgainOnceItIsForgotten) {
  IndexFeed feed(3 * kTextBytes);
  int64_t to = kNewest;
  for (int64_t version = 1; version < 20; ++version) {
    feed.Add(Entry(version));
    ASSERT_THAT(Versions(feed, version - 1, to), Optional(ElementsAre(version)))
        << version;
    feed.Forget(version);
  }
}

}  // namespace
}  // namespace isnad
