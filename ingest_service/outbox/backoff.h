#ifndef ISNAD_INGEST_SERVICE_OUTBOX_BACKOFF_H_
#define ISNAD_INGEST_SERVICE_OUTBOX_BACKOFF_H_

#include <functional>

#include "absl/time/time.h"

namespace isnad {

// Returns a number in [0, 1); injected, so that tests can choose it.
using RandomFunction = std::function<double()>;

// Returns a source of random numbers that differs in each process.
// Thread-compatible.
RandomFunction SystemRandom();

// How long to wait between attempts.
struct BackoffOptions {
  absl::Duration initial = absl::Milliseconds(100);
  // The documents of a producer are not visible while it waits.
  absl::Duration max = absl::Seconds(2);
  double multiplier = 1.6;
  // Each delay is spread over [1 - jitter, 1 + jitter) of itself, so that many
  // clients do not come back at once. The defaults are those of gRPC's own
  // connection backoff (doc/connection-backoff.md), but for a shorter start.
  double jitter = 0.2;
};

// Delays that grow from attempt to attempt. Not thread-safe.
class Backoff {
 public:
  Backoff(const BackoffOptions& options, RandomFunction random);

  // Returns how long to wait before the next attempt.
  absl::Duration Next();

  // Starts over, after an attempt that got somewhere.
  void Reset() { current_ = options_.initial; }

 private:
  const BackoffOptions options_;
  const RandomFunction random_;
  absl::Duration current_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_OUTBOX_BACKOFF_H_
