#include "query_service/store/revision_signal.h"

#include "absl/status/status.h"
#include "absl/time/clock.h"

namespace isnad {

bool RevisionSignal::WaitAbove(int64_t revision) {
  ReadRequirement requirement;
  requirement.revision = revision + 1;
  const Store::WaitId id =
      store_.Wait(requirement, absl::InfiniteFuture(),
                  [state = state_](const absl::Status& status) {
                    // Cancelled below: whoever waits next waits for more.
                    if (absl::IsCancelled(status)) return;
                    MutexLock lock(state->mutex);
                    state->woken = true;
                    state->changed.SignalAll();
                  });
  bool stopped = false;
  {
    MutexLock lock(state_->mutex);
    while (!state_->woken && !state_->stopped) {
      state_->changed.Wait(state_->mutex);
    }
    state_->woken = false;
    stopped = state_->stopped;
  }
  if (id != 0) store_.CancelWait(id);
  return !stopped;
}

bool RevisionSignal::Pause(absl::Duration duration) {
  const absl::Time end = absl::Now() + duration;
  MutexLock lock(state_->mutex);
  while (!state_->stopped) {
    const absl::Duration left = end - absl::Now();
    if (left <= absl::ZeroDuration()) return true;
    state_->changed.WaitFor(state_->mutex, left);
  }
  return false;
}

void RevisionSignal::Wake() {
  MutexLock lock(state_->mutex);
  state_->woken = true;
  state_->changed.SignalAll();
}

void RevisionSignal::Stop() {
  MutexLock lock(state_->mutex);
  state_->stopped = true;
  state_->changed.SignalAll();
}

bool RevisionSignal::IsStopped() const {
  MutexLock lock(state_->mutex);
  return state_->stopped;
}

}  // namespace isnad
