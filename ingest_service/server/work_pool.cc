#include "ingest_service/server/work_pool.h"

#include <utility>

#include "common/base/thread_role.h"

namespace isnad {

WorkPool::WorkPool(int threads, int max_queued) : max_queued_(max_queued) {
  for (int i = 0; i < threads; ++i) {
    threads_.emplace_back([this] { RunWorker(); });
  }
}

WorkPool::~WorkPool() {
  {
    MutexLock lock(mutex_);
    closing_ = true;
    changed_.SignalAll();
  }
  for (std::thread& thread : threads_) thread.join();
}

bool WorkPool::TrySchedule(std::function<void()> job) {
  MutexLock lock(mutex_);
  if (queue_.size() >= static_cast<size_t>(max_queued_)) return false;
  queue_.push_back(std::move(job));
  changed_.SignalOne();
  return true;
}

void WorkPool::Schedule(std::function<void()> job) {
  MutexLock lock(mutex_);
  queue_.push_back(std::move(job));
  changed_.SignalOne();
}

void WorkPool::RunWorker() {
  NameThisThread("worker");
  for (;;) {
    std::function<void()> job;
    {
      MutexLock lock(mutex_);
      while (queue_.empty() && !closing_) changed_.Wait(mutex_);
      if (queue_.empty()) return;
      job = std::move(queue_.front());
      queue_.pop_front();
    }
    job();
  }
}

}  // namespace isnad
