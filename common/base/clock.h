#ifndef ISNAD_COMMON_BASE_CLOCK_H_
#define ISNAD_COMMON_BASE_CLOCK_H_

#include "absl/time/time.h"

namespace isnad {

// Tells the time. Injected wherever time matters, so that tests can set it.
// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;

  // Returns the present time.
  virtual absl::Time Now() const = 0;
};

// Returns the clock of the machine, which lives for ever.
const Clock& SystemClock();

}  // namespace isnad

#endif  // ISNAD_COMMON_BASE_CLOCK_H_
