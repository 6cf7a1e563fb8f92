#include "common/base/hash_filter.h"

#include <cstdint>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace isnad {
namespace {

std::vector<uint64_t> RandomHashes(size_t count, uint32_t seed) {
  std::mt19937_64 random(seed);
  std::vector<uint64_t> hashes(count);
  for (uint64_t& hash : hashes) hash = random();
  return hashes;
}

TEST(HashFilterTest, WithoutWordsHoldsNothing) {
  const HashFilter filter;
  for (const uint64_t hash : RandomHashes(1'000, 1)) {
    EXPECT_FALSE(filter.Holds(hash));
  }
}

TEST(HashFilterTest, HoldsAllOfItsOwnAndFewOthers) {
  for (const size_t count : {0u, 1u, 3u, 8u, 1'000u, 10'000u}) {
    const std::vector<uint64_t> own = RandomHashes(count, 2);
    const std::vector<uint64_t> words = HashFilter::WordsOf(own);
    ASSERT_TRUE(HashFilter::IsSize(words.size())) << words.size();
    const HashFilter filter(words);
    for (const uint64_t hash : own) EXPECT_TRUE(filter.Holds(hash)) << count;
    size_t others = 0;
    const std::vector<uint64_t> foreign = RandomHashes(100'000, 3);
    for (const uint64_t hash : foreign) others += filter.Holds(hash) ? 1 : 0;
    EXPECT_LT(others, foreign.size() / 20) << count;
  }
}

TEST(HashFilterTest, IsSizeOfPowersOfTwo) {
  EXPECT_TRUE(HashFilter::IsSize(2));
  EXPECT_TRUE(HashFilter::IsSize(1'024));
  for (const size_t size : {0u, 1u, 3u, 1'023u}) {
    EXPECT_FALSE(HashFilter::IsSize(size)) << size;
  }
}

}  // namespace
}  // namespace isnad
