#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "query_service/watch/watch_service.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

// Revisions 4 to 9 can be read, 10 is not in the index yet.
constexpr StoreRevisions kServing = {10, 9, 3, 7};

TEST(StartOfWatchTest, GivesWhatIsAskedForIfItCanBeTold) {
  EXPECT_THAT(StartOfWatch(4, kServing), IsOkAndHolds(4));
  EXPECT_THAT(StartOfWatch(10, kServing), IsOkAndHolds(10));
  // The next one to come.
  EXPECT_THAT(StartOfWatch(11, kServing), IsOkAndHolds(11));
}

TEST(StartOfWatchTest, BeginsBehindWhatCanBeReadIfNothingIsAskedFor) {
  EXPECT_THAT(StartOfWatch(0, kServing), IsOkAndHolds(10));
  EXPECT_THAT(StartOfWatch(0, {}), IsOkAndHolds(1));
}

// What was stored before is no news because its index is made anew.
TEST(StartOfWatchTest, BeginsBehindWhatWasThereWhileTheIndexCatchesUp) {
  EXPECT_THAT(StartOfWatch(0, {10, 2, 0, 8}), IsOkAndHolds(9));
}

TEST(StartOfWatchTest, RefusesWhatCanNotBeTold) {
  EXPECT_THAT(StartOfWatch(-1, kServing),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
  EXPECT_THAT(StartOfWatch(3, kServing),
              HasReason(v1::ERROR_REASON_REVISION_COMPACTED));
  EXPECT_THAT(StartOfWatch(12, kServing),
              HasReason(v1::ERROR_REASON_REVISION_NOT_REACHED));
}

}  // namespace
}  // namespace isnad
