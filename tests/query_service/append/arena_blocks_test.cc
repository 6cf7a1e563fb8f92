#include "query_service/append/arena_blocks.h"

#include <cstring>
#include <memory>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

TEST(ArenaBlocksTest, ABlockIsKeptForTheNext) {
  ArenaBlocks blocks;
  const char* first = nullptr;
  {
    const ArenaBlocks::Lease lease(blocks);
    first = lease.data();
  }
  // Would get the memory of the block if that had been freed.
  const auto other = std::make_unique<char[]>(ArenaBlocks::kBlockBytes);
  const ArenaBlocks::Lease lease(blocks);
  EXPECT_NE(other.get(), first);
  EXPECT_EQ(lease.data(), first);
}

TEST(ArenaBlocksTest, BlocksThatAreHeldAreDistinctAndWhole) {
  ArenaBlocks blocks;
  // More than are kept.
  constexpr size_t kHeld = ArenaBlocks::kMostKept + 2;
  for (int round = 0; round < 2; ++round) {
    std::unique_ptr<ArenaBlocks::Lease> held[kHeld];
    for (size_t i = 0; i < kHeld; ++i) {
      held[i] = std::make_unique<ArenaBlocks::Lease>(blocks);
      std::memset(held[i]->data(), static_cast<int>(i),
                  ArenaBlocks::kBlockBytes);
    }
    for (size_t i = 0; i < kHeld; ++i) {
      const char* const bytes = held[i]->data();
      EXPECT_EQ(bytes[0], static_cast<char>(i));
      EXPECT_EQ(bytes[ArenaBlocks::kBlockBytes - 1], static_cast<char>(i));
    }
  }
}

}  // namespace
}  // namespace isnad
