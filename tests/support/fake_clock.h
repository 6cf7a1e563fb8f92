#ifndef ISNAD_TESTS_SUPPORT_FAKE_CLOCK_H_
#define ISNAD_TESTS_SUPPORT_FAKE_CLOCK_H_

#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/base/mutex.h"

namespace isnad {

// A clock that stands still until it is told otherwise. Thread-safe.
class FakeClock : public Clock {
 public:
  // Starts at 2026-01-01T00:00:00Z.
  FakeClock() : now_(absl::FromUnixSeconds(1767225600)) {}

  absl::Time Now() const override {
    MutexLock lock(mutex_);
    return now_;
  }
  void Advance(absl::Duration duration) {
    MutexLock lock(mutex_);
    now_ += duration;
  }

 private:
  mutable Mutex mutex_;
  absl::Time now_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace isnad

#endif  // ISNAD_TESTS_SUPPORT_FAKE_CLOCK_H_
