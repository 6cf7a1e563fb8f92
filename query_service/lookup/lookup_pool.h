#ifndef ISNAD_QUERY_SERVICE_LOOKUP_LOOKUP_POOL_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_LOOKUP_POOL_H_

#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/base/mutex.h"
#include "grpcpp/support/status.h"

namespace isnad {

// How many long lookups a server bears.
struct LookupLimits {
  // Threads that answer them; 0: one for each core.
  int threads = 0;
  // Lookups that may wait for a thread; one more is refused at once.
  int max_waiting = 256;
  // A lookup that waited longer is refused when its turn comes, without work:
  // under a lasting overload those that are answered are answered in about
  // this time, and all work goes into answers that somebody still wants.
  absl::Duration max_wait = absl::Milliseconds(100);
};

// Threads for lookups that visit many rows, in the order in which they came.
// gRPC's own threads stay free for short ones, and for refusing what is too
// much: that costs them least if it happens at once, so a lookup is refused
// when it comes if those before it will take longer than it may wait, going by
// how long lookups took. Thread-safe.
class LookupPool {
 public:
  // Called once: with OK to do the work, or with OVERLOADED.
  using Job = std::function<void(const absl::Status& admitted)>;

  // `clock` must outlive the pool.
  explicit LookupPool(const LookupLimits& limits,
                      const Clock& clock = SystemClock());

  // Runs what waits and joins the threads.
  ~LookupPool();
  LookupPool(const LookupPool&) = delete;
  LookupPool& operator=(const LookupPool&) = delete;

  // Whether one that came now would be refused. Tells before any work was done
  // for a lookup what Run() would tell after it.
  bool RefusesNow();

  // Calls the job from one of the threads; with OVERLOADED before it returns
  // if too many wait.
  void Run(Job job);

  // OVERLOADED as gRPC sends it: made once, as it is needed most where there
  // is no time to make it.
  const grpc::Status& refusal() const { return refusal_; }

 private:
  struct Waiting {
    absl::Time since;
    Job job;
  };

  void RunWorker();
  void RunJob(const Waiting& next);
  // Whether one more would wait too long.
  bool IsFull() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const LookupLimits limits_;
  const size_t thread_count_;
  const Clock& clock_;
  const absl::Status overloaded_;
  const grpc::Status refusal_;
  Mutex mutex_;
  // Of the last lookups, the newer ones counting more.
  absl::Duration mean_time_ ABSL_GUARDED_BY(mutex_);
  CondVar changed_;
  std::deque<Waiting> waiting_ ABSL_GUARDED_BY(mutex_);
  bool closing_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_LOOKUP_POOL_H_
