#ifndef ISNAD_INGEST_SERVICE_SERVER_WORK_POOL_H_
#define ISNAD_INGEST_SERVICE_SERVER_WORK_POOL_H_

#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "common/base/mutex.h"

namespace isnad {

// Threads that run jobs in the order they came. Thread-safe.
class WorkPool {
 public:
  // `max_queued` bounds what `TrySchedule` lets wait.
  WorkPool(int threads, int max_queued);

  // Runs what is queued and joins the threads.
  ~WorkPool();
  WorkPool(const WorkPool&) = delete;
  WorkPool& operator=(const WorkPool&) = delete;

  // Queues a job; returns false, and drops it, if too many wait.
  bool TrySchedule(std::function<void()> job);

  // Queues a job whatever waits. For callers that bound themselves: a stream
  // has at most one job here.
  void Schedule(std::function<void()> job);

  // Whether a job waits for a thread.
  bool HasQueued() const {
    MutexLock lock(mutex_);
    return !queue_.empty();
  }

  int max_queued() const { return max_queued_; }

 private:
  void RunWorker();

  const int max_queued_;
  mutable Mutex mutex_;
  CondVar changed_;
  std::deque<std::function<void()>> queue_ ABSL_GUARDED_BY(mutex_);
  bool closing_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_SERVER_WORK_POOL_H_
