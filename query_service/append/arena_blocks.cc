#include "query_service/append/arena_blocks.h"

namespace isnad {

std::unique_ptr<char[]> ArenaBlocks::Take() {
  {
    MutexLock lock(mutex_);
    if (!kept_.empty()) {
      std::unique_ptr<char[]> block = std::move(kept_.back());
      kept_.pop_back();
      return block;
    }
  }
  // Not set to zero, so that a small request touches few of its pages.
  return std::unique_ptr<char[]>(new char[kBlockBytes]);
}

void ArenaBlocks::Return(std::unique_ptr<char[]> block) {
  MutexLock lock(mutex_);
  if (kept_.size() < kMostKept) kept_.push_back(std::move(block));
}

}  // namespace isnad
