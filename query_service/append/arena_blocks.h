#ifndef ISNAD_QUERY_SERVICE_APPEND_ARENA_BLOCKS_H_
#define ISNAD_QUERY_SERVICE_APPEND_ARENA_BLOCKS_H_

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "common/base/mutex.h"

namespace isnad {

// Memory in which requests are parsed, one after another. Blocks of that size
// that are freed make the C library join its free memory and return it to the
// system, page by page to be asked for again, for each request. Thread-safe.
class ArenaBlocks {
 public:
  // Most requests fit.
  static constexpr size_t kBlockBytes = size_t{1} << 20;
  // Kept for the next request; more are under way only for a moment.
  static constexpr size_t kMostKept = 2;

  // A block for as long as it lives.
  class Lease {
   public:
    explicit Lease(ArenaBlocks& blocks)
        : blocks_(blocks), block_(blocks.Take()) {}
    ~Lease() { blocks_.Return(std::move(block_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    // kBlockBytes of memory, aligned for every type.
    char* data() const { return block_.get(); }

   private:
    ArenaBlocks& blocks_;
    std::unique_ptr<char[]> block_;
  };

 private:
  std::unique_ptr<char[]> Take();
  void Return(std::unique_ptr<char[]> block);

  Mutex mutex_;
  std::vector<std::unique_ptr<char[]>> kept_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_APPEND_ARENA_BLOCKS_H_
