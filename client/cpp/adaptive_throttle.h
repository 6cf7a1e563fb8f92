#ifndef ISNAD_CLIENT_CPP_ADAPTIVE_THROTTLE_H_
#define ISNAD_CLIENT_CPP_ADAPTIVE_THROTTLE_H_

#include <memory>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/base/mutex.h"
#include "google/protobuf/descriptor.h"

namespace isnad {

// Holds calls back on the client's side while the service refuses most of them
// as OVERLOADED: a refusal costs both sides the way there and back, which the
// service then lacks for answers. Of late calls, it lets through about
// `kSentForEachAccepted` for each one that was accepted, so that it notices
// when there is room again. Method: Beyer et al., "Site Reliability
// Engineering" (2016), chapter 21, client-side throttling, over a shorter time.
// Thread-safe.
class AdaptiveThrottle {
 public:
  // Calls that are sent for each that is accepted.
  static constexpr double kSentForEachAccepted = 1.5;
  // How long a call counts: by a factor of e less after each such time.
  static constexpr absl::Duration kMemory = absl::Seconds(2);
  // Refusals that hold nothing back: who calls once in a while is never held.
  static constexpr double kFreeRefusals = 10;

  // `clock` must outlive the throttle.
  explicit AdaptiveThrottle(const Clock& clock = SystemClock())
      : clock_(clock), faded_(clock.Now()) {}
  AdaptiveThrottle(const AdaptiveThrottle&) = delete;
  AdaptiveThrottle& operator=(const AdaptiveThrottle&) = delete;

  // OK if the call may be sent. Otherwise what the service would answer:
  // RESOURCE_EXHAUSTED with the reason OVERLOADED and a RetryInfo, and the
  // metadata `held_back`.
  absl::Status Admit();

  // Takes note of what became of a call that was sent: OVERLOADED, or anything
  // else, which counts as accepted.
  void Note(const absl::Status& outcome);

  // The same, for who has looked at the outcome.
  void NoteAccepted();
  void NoteRefused();

 private:
  // Lets what was counted fade.
  void Fade() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Clock& clock_;
  Mutex mutex_;
  absl::Time faded_ ABSL_GUARDED_BY(mutex_);
  // Calls whose outcome is known, those held back among them.
  double calls_ ABSL_GUARDED_BY(mutex_) = 0;
  double accepted_ ABSL_GUARDED_BY(mutex_) = 0;
  // Part of a call that is to be held back; one is once it reaches 1. So the
  // share is exact, and tests need no chance.
  double owed_ ABSL_GUARDED_BY(mutex_) = 0;
};

// A throttle for each method, so that those which the service answers at once
// are not held back for others that it refuses. Thread-safe.
class MethodThrottles {
 public:
  // Returns the throttle of the method that takes such requests.
  AdaptiveThrottle& Of(const google::protobuf::Descriptor& request);

 private:
  Mutex mutex_;
  absl::flat_hash_map<const google::protobuf::Descriptor*,
                      std::unique_ptr<AdaptiveThrottle>>
      throttles_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace isnad

#endif  // ISNAD_CLIENT_CPP_ADAPTIVE_THROTTLE_H_
