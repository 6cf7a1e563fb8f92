#include "query_service/lookup/lookup_pool.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"

namespace isnad {
namespace {

int ThreadsOf(const LookupLimits& limits) {
  if (limits.threads > 0) return limits.threads;
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace

LookupPool::LookupPool(const LookupLimits& limits, const Clock& clock)
    : limits_(limits), clock_(clock) {
  for (int i = 0; i < ThreadsOf(limits); ++i) {
    threads_.emplace_back([this] { RunWorker(); });
  }
}

LookupPool::~LookupPool() {
  {
    MutexLock lock(mutex_);
    closing_ = true;
  }
  changed_.SignalAll();
  for (std::thread& thread : threads_) thread.join();
}

void LookupPool::Run(Job job) {
  {
    MutexLock lock(mutex_);
    if (waiting_.size() < static_cast<size_t>(limits_.max_waiting)) {
      waiting_.push_back({clock_.Now(), std::move(job)});
      changed_.SignalOne();
      return;
    }
  }
  job(Overloaded());
}

void LookupPool::RunWorker() {
  for (;;) {
    Waiting next;
    {
      MutexLock lock(mutex_);
      while (waiting_.empty() && !closing_) changed_.Wait(mutex_);
      if (waiting_.empty()) return;
      next = std::move(waiting_.front());
      waiting_.pop_front();
    }
    const bool is_late = clock_.Now() - next.since > limits_.max_wait;
    next.job(is_late ? Overloaded() : absl::OkStatus());
  }
}

absl::Status LookupPool::Overloaded() const {
  return ErrorWithReason(
      absl::StatusCode::kResourceExhausted,
      "the service has too many long lookups waiting; call again",
      v1::ERROR_REASON_OVERLOADED,
      {{"limit", absl::StrCat(limits_.max_waiting)}});
}

}  // namespace isnad
