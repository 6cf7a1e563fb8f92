#include "client/cpp/adaptive_throttle.h"

#include <algorithm>
#include <cmath>

#include "common/status/errors.h"

namespace isnad {
namespace {

// Made once: it is needed most where there is no time to make it.
const absl::Status& HeldBack() {
  static const auto* const status = new absl::Status(ErrorWithReason(
      absl::StatusCode::kResourceExhausted,
      "the service refuses most calls; this one was not sent, call again",
      v1::ERROR_REASON_OVERLOADED, {{"held_back", "true"}}));
  return *status;
}

}  // namespace

absl::Status AdaptiveThrottle::Admit() {
  MutexLock lock(mutex_);
  Fade();
  owed_ += std::max(
      0.0, (calls_ - kSentForEachAccepted * accepted_ - kFreeRefusals) /
               (calls_ + 1));
  if (owed_ < 1) return absl::OkStatus();
  owed_ -= 1;
  calls_ += 1;
  return HeldBack();
}

void AdaptiveThrottle::Note(const absl::Status& outcome) {
  // Nearly all are OK: their reason need not be looked for.
  if (!outcome.ok() && ReasonOf(outcome) == v1::ERROR_REASON_OVERLOADED) {
    NoteRefused();
  } else {
    NoteAccepted();
  }
}

void AdaptiveThrottle::NoteAccepted() {
  MutexLock lock(mutex_);
  calls_ += 1;
  accepted_ += 1;
}

void AdaptiveThrottle::NoteRefused() {
  MutexLock lock(mutex_);
  calls_ += 1;
}

void AdaptiveThrottle::Fade() {
  const absl::Time now = clock_.Now();
  // A clock that was set back fades nothing.
  if (now > faded_) {
    const double kept = std::exp(-absl::FDivDuration(now - faded_, kMemory));
    calls_ *= kept;
    accepted_ *= kept;
  }
  faded_ = now;
}

AdaptiveThrottle& MethodThrottles::Of(
    const google::protobuf::Descriptor& request) {
  MutexLock lock(mutex_);
  std::unique_ptr<AdaptiveThrottle>& throttle = throttles_[&request];
  if (throttle == nullptr) throttle = std::make_unique<AdaptiveThrottle>();
  return *throttle;
}

}  // namespace isnad
