#include "client/cpp/call.h"

#include <algorithm>
#include <random>

#include "absl/time/clock.h"
#include "common/status/errors.h"

namespace isnad {
namespace call_internal {
namespace {

constexpr int kMaxDoublings = 6;

bool MayRetry(const absl::Status& status, const CallOptions& options) {
  if (status.code() == absl::StatusCode::kUnavailable) return true;
  return options.retry_exhausted &&
         status.code() == absl::StatusCode::kResourceExhausted &&
         RetryDelayOf(status) > absl::ZeroDuration();
}

double Jitter() {
  thread_local std::minstd_rand engine(std::random_device{}());
  return std::uniform_real_distribution<double>(1.0, 1.2)(engine);
}

}  // namespace

bool PauseBeforeRetry(const absl::Status& status, int attempt,
                      absl::Time deadline, const CallOptions& options) {
  if (attempt >= options.max_attempts || !MayRetry(status, options)) {
    return false;
  }
  const int doublings = std::min(attempt - 1, kMaxDoublings);
  const absl::Duration pause =
      std::max(options.initial_pause * (1 << doublings), RetryDelayOf(status)) *
      Jitter();
  if (absl::Now() + pause >= deadline) return false;
  if (options.sleep) {
    options.sleep(pause);
  } else {
    absl::SleepFor(pause);
  }
  return true;
}

}  // namespace call_internal
}  // namespace isnad
