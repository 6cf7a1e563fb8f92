#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_WAITERS_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_WAITERS_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <thread>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/base/mutex.h"
#include "query_service/store/sqlite/store_progress.h"
#include "query_service/store/store.h"

namespace isnad {

// Reads that wait for a revision or a write: one thread for all of them, so a
// waiting call costs an entry and no thread. Thread-safe.
class Waiters {
 public:
  // `progress` and `clock` must outlive it. `on_call` is called when a call
  // begins to wait, after CallsWait() says so.
  Waiters(const StoreProgress& progress, const Clock& clock,
          std::function<void()> on_call);

  // Ends what still waits with SHUTTING_DOWN.
  ~Waiters();

  // As `Store::Wait` and `Store::CancelWait`.
  Store::WaitId Add(const ReadRequirement& requirement, absl::Time deadline,
                    Store::WaitDone done);
  void Cancel(Store::WaitId id);

  // Tells that revisions or offsets moved on.
  void Notify();

  // Whether anybody waits who has a deadline. (Whoever follows the revisions
  // for ever is in no hurry.)
  bool CallsWait() const { return calls_.load(std::memory_order_relaxed) > 0; }

 private:
  struct Waiter {
    // A token's write is waited for until it is in the store; from then on the
    // wait is for the revision that was the newest at that moment.
    ReadRequirement requirement;
    absl::Time deadline;
    Store::WaitDone done;
  };
  using Ended = std::vector<std::pair<Store::WaitDone, absl::Status>>;

  // Whether the requirement is met; turns a token into a revision.
  bool IsMet(ReadRequirement& requirement) const;
  void Run();
  void TakeEnded(Ended& ended) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void End(Store::WaitId id, const absl::Status& status, Ended& ended)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const StoreProgress& progress_;
  const Clock& clock_;
  const std::function<void()> on_call_;
  std::atomic<int64_t> calls_{0};

  Mutex mutex_;
  CondVar changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool notified_ ABSL_GUARDED_BY(mutex_) = false;
  Store::WaitId next_id_ ABSL_GUARDED_BY(mutex_) = 1;
  absl::flat_hash_map<Store::WaitId, Waiter> waiters_ ABSL_GUARDED_BY(mutex_);
  // The same waiters by what ends them. Those that wait for a token are in no
  // revision's place.
  std::multimap<absl::Time, Store::WaitId> by_deadline_ ABSL_GUARDED_BY(mutex_);
  std::multimap<int64_t, Store::WaitId> by_revision_ ABSL_GUARDED_BY(mutex_);
  std::vector<Store::WaitId> by_token_ ABSL_GUARDED_BY(mutex_);

  std::thread thread_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_WAITERS_H_
