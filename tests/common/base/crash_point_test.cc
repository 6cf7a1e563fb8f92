#include "common/base/crash_point.h"

#include <csignal>
#include <cstdlib>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

// Goes through a point several times in a process that was told `asked`.
void Pass(const std::string& asked, CrashAt point, int passages) {
  setenv("ISNAD_CRASH_POINT", asked.c_str(), 1);
  for (int i = 0; i < passages; ++i) CrashPoint(point);
  std::_Exit(7);
}

TEST(CrashPointDeathTest, EveryPointKillsAtItsPassageAndNoOther) {
  for (const CrashPointName& point : kCrashPoints) {
    const std::string asked = absl::StrCat(point.name, ":2");
    EXPECT_EXIT(Pass(asked, point.point, 1), testing::ExitedWithCode(7), "");
    EXPECT_EXIT(Pass(asked, point.point, 2), testing::KilledBySignal(SIGKILL),
                "");
    const CrashAt other = point.point == CrashAt::kCollecting
                              ? CrashAt::kStoreOpened
                              : CrashAt::kCollecting;
    EXPECT_EXIT(Pass(asked, other, 3), testing::ExitedWithCode(7), "");
  }
}

TEST(CrashPointDeathTest, WithoutANumberTheFirstPassageKills) {
  EXPECT_EXIT(Pass("store-opened", CrashAt::kStoreOpened, 1),
              testing::KilledBySignal(SIGKILL), "");
  EXPECT_EXIT(Pass("store-opened:x", CrashAt::kStoreOpened, 1),
              testing::KilledBySignal(SIGKILL), "");
}

TEST(CrashPointDeathTest, AnUnknownPointKillsNowhere) {
  EXPECT_EXIT(Pass("nothing:1", CrashAt::kStoreOpened, 3),
              testing::ExitedWithCode(7), "");
}

TEST(CrashPointTest, NamesAndPointsAreDistinct) {
  std::set<std::string> names;
  std::set<CrashAt> points;
  for (const CrashPointName& point : kCrashPoints) {
    EXPECT_TRUE(names.insert(point.name).second) << point.name;
    EXPECT_TRUE(points.insert(point.point).second) << point.name;
    EXPECT_NE(point.point, CrashAt::kNowhere);
  }
}

}  // namespace
}  // namespace isnad
