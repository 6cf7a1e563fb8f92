#include "common/base/huge_pages.h"

#include <cstdint>
#include <numeric>
#include <vector>

#include "gtest/gtest.h"

namespace isnad {
namespace {

using Numbers = std::vector<uint64_t, HugePageAllocator<uint64_t>>;

TEST(HugePageAllocatorTest, LargeMemoryBeginsOnABorder) {
  const Numbers numbers(kHugePageBytes / sizeof(uint64_t));
  EXPECT_EQ(reinterpret_cast<uintptr_t>(numbers.data()) % kHugePageBytes, 0);
}

TEST(HugePageAllocatorTest, ContainersGrowAcrossTheBorder) {
  Numbers numbers;
  for (uint64_t i = 0; i < kHugePageBytes; ++i) numbers.push_back(i);
  Numbers copy = numbers;
  numbers.clear();
  numbers.shrink_to_fit();
  EXPECT_EQ(std::accumulate(copy.begin(), copy.end(), uint64_t{0}),
            uint64_t{kHugePageBytes} * (kHugePageBytes - 1) / 2);
}

}  // namespace
}  // namespace isnad
