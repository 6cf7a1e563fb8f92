#include "ingest_service/outbox/file_lock.h"

#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

TEST(FileLockTest, IsExclusiveWhileItLives) {
  const TempDir dir;
  {
    ASSERT_OK_AND_ASSIGN(const FileLock lock,
                         FileLock::Acquire(dir.File("lock")));
    EXPECT_THAT(FileLock::Acquire(dir.File("lock")),
                HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
  }
  EXPECT_THAT(FileLock::Acquire(dir.File("lock")), IsOk());
}

TEST(FileLockTest, NeedsAFolder) {
  const TempDir dir;
  EXPECT_THAT(FileLock::Acquire(dir.File("absent/lock")),
              HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

}  // namespace
}  // namespace isnad
