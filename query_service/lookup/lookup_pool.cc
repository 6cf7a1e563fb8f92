#include "query_service/lookup/lookup_pool.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/thread_role.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"

namespace isnad {
namespace {

// Each lookup moves the mean time by one part of so many.
constexpr int kMeanOver = 16;

int ThreadsOf(const LookupLimits& limits) {
  if (limits.threads > 0) return limits.threads;
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

absl::Status Overloaded(const LookupLimits& limits) {
  return ErrorWithReason(
      absl::StatusCode::kResourceExhausted,
      "the service has too many long lookups waiting; call again",
      v1::ERROR_REASON_OVERLOADED,
      {{"limit", absl::StrCat(limits.max_waiting)}});
}

}  // namespace

LookupPool::LookupPool(const LookupLimits& limits, const Clock& clock)
    : limits_(limits),
      thread_count_(static_cast<size_t>(ThreadsOf(limits))),
      clock_(clock),
      overloaded_(Overloaded(limits)),
      refusal_(ToGrpcStatus(overloaded_)) {
  for (size_t i = 0; i < thread_count_; ++i) {
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

bool LookupPool::RefusesNow() {
  MutexLock lock(mutex_);
  return IsFull();
}

void LookupPool::Run(Job job) {
  {
    MutexLock lock(mutex_);
    if (!IsFull()) {
      waiting_.push_back({clock_.Now(), std::move(job)});
      changed_.SignalOne();
      return;
    }
  }
  job(overloaded_);
}

bool LookupPool::IsFull() const {
  if (waiting_.size() >= static_cast<size_t>(limits_.max_waiting)) return true;
  // One slow lookup says little: some may wait whatever it took.
  if (waiting_.size() < thread_count_) return false;
  const absl::Duration wait = mean_time_ *
                              static_cast<double>(waiting_.size()) /
                              static_cast<double>(thread_count_);
  return wait > limits_.max_wait;
}

void LookupPool::RunWorker() {
  NameThisThread("lookup");
  for (;;) {
    Waiting next;
    {
      MutexLock lock(mutex_);
      while (waiting_.empty() && !closing_) changed_.Wait(mutex_);
      if (waiting_.empty()) return;
      next = std::move(waiting_.front());
      waiting_.pop_front();
    }
    RunJob(next);
  }
}

void LookupPool::RunJob(const Waiting& next) {
  const absl::Time begin = clock_.Now();
  // The estimate may have been wrong.
  if (begin - next.since > limits_.max_wait) {
    next.job(overloaded_);
    return;
  }
  next.job(absl::OkStatus());
  const absl::Duration took = clock_.Now() - begin;
  MutexLock lock(mutex_);
  mean_time_ += (took - mean_time_) / kMeanOver;
}

}  // namespace isnad
