#include "common/base/frozen_array.h"

#include <filesystem>
#include <memory>
#include <numeric>
#include <utility>
#include <vector>

#include "common/base/spill_file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

std::vector<uint32_t> Numbers(size_t count) {
  std::vector<uint32_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 7);
  return numbers;
}

TEST(FrozenArrayTest, KeepsItsElementsWhenItIsMoved) {
  FrozenArray<uint32_t> array(Numbers(3));
  const FrozenArray<uint32_t> moved = std::move(array);
  EXPECT_THAT(moved.span(), testing::ElementsAre(7, 8, 9));
  EXPECT_GE(moved.memory_bytes(), 12U);
}

TEST(FrozenArrayTest, ReadsFromAFileAsFromTheHeap) {
  const TempDir dir;
  FrozenArray<char> bytes(std::vector<char>{'a', 'b', 'c'});
  FrozenArray<uint32_t> numbers(Numbers(100'000));
  FrozenArray<uint32_t> nothing;
  ASSERT_OK_AND_ASSIGN(
      const std::shared_ptr<const SpillFile> file,
      SpillFile::Write(dir.path(),
                       {bytes.bytes(), numbers.bytes(), nothing.bytes()}));
  bytes.MoveTo(file->Part(0));
  numbers.MoveTo(file->Part(1));
  nothing.MoveTo(file->Part(2));
  EXPECT_THAT(bytes.span(), testing::ElementsAre('a', 'b', 'c'));
  EXPECT_EQ(numbers.span(), absl::MakeConstSpan(Numbers(100'000)));
  EXPECT_TRUE(nothing.empty());
  EXPECT_EQ(numbers.memory_bytes(), 0U);
  // It has no name that anybody would have to clear away.
  EXPECT_TRUE(std::filesystem::is_empty(dir.path()));
}

TEST(SpillFileTest, SaysWhichFolderCannotBeUsed) {
  const TempDir dir;
  const auto file = SpillFile::Write(dir.File("none"), {"bytes"});
  EXPECT_TRUE(absl::IsNotFound(file.status())) << file.status();
  EXPECT_THAT(std::string(file.status().message()),
              testing::HasSubstr(dir.File("none")));
}

}  // namespace
}  // namespace isnad
