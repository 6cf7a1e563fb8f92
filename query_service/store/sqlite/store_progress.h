#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_STORE_PROGRESS_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_STORE_PROGRESS_H_

#include <atomic>
#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "common/base/mutex.h"
#include "query_service/store/store.h"

namespace isnad {

using ProducerStates = absl::flat_hash_map<std::string, ProducerState>;

// How far the threads of a store have come. Each number is set after what it
// speaks of is committed (the oldest revision: before anything is collected),
// so a reader that sees a number also sees the data. Thread-safe.
class StoreProgress {
 public:
  StoreRevisions Revisions() const {
    StoreRevisions revisions;
    // Read first: it never overtakes the newest.
    revisions.indexed = indexed_.load(std::memory_order_acquire);
    revisions.newest = newest_.load(std::memory_order_acquire);
    revisions.oldest = oldest();
    revisions.opened = opened_.load(std::memory_order_relaxed);
    return revisions;
  }

  int64_t oldest() const { return oldest_.load(std::memory_order_acquire); }

  void SetNewest(int64_t revision) {
    newest_.store(revision, std::memory_order_release);
  }
  // The newest revision at the start, set before anybody reads.
  void SetOpened(int64_t revision) {
    opened_.store(revision, std::memory_order_relaxed);
  }
  void SetIndexed(int64_t revision) {
    indexed_.store(revision, std::memory_order_release);
  }
  // Never lowers it.
  void RaiseOldest(int64_t revision);

  // All zero for an unknown producer.
  ProducerState Producer(absl::string_view id) const;

  // Sets the states of some producers. The revision they brought must have
  // been set before, since waiters go by both.
  void PublishProducers(const ProducerStates& states);

 private:
  std::atomic<int64_t> newest_{0};
  std::atomic<int64_t> indexed_{0};
  std::atomic<int64_t> oldest_{0};
  std::atomic<int64_t> opened_{0};
  mutable Mutex mutex_;
  ProducerStates producers_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_STORE_PROGRESS_H_
