#include "common/sqlite/exclusive_lock.h"

#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

TEST(ExclusiveLockTest, IsExclusiveWhileItLives) {
  const TempDir dir;
  {
    ASSERT_OK_AND_ASSIGN(const ExclusiveLock lock,
                         ExclusiveLock::Take(dir.File("db")));
    EXPECT_THAT(ExclusiveLock::Take(dir.File("db")),
                HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
  }
  EXPECT_THAT(ExclusiveLock::Take(dir.File("db")), IsOk());
}

TEST(ExclusiveLockTest, NeedsAFolder) {
  const TempDir dir;
  EXPECT_THAT(ExclusiveLock::Take(dir.File("absent/db")),
              HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

}  // namespace
}  // namespace isnad
