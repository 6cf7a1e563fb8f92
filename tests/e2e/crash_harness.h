// Kills the services again and again while they work, and compares what they
// kept with what they keep when they are left alone.
#ifndef ISNAD_TESTS_E2E_CRASH_HARNESS_H_
#define ISNAD_TESTS_E2E_CRASH_HARNESS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace isnad {

struct CrashReport {
  int kills = 0;
  int64_t operations = 0;
  // What the undisturbed store has and the other has not, or has in another
  // state.
  int64_t lost = 0;
  // What the other store has beyond it: things, and revisions.
  int64_t doubled = 0;
  // Files that fail their integrity check, and differences of any other kind.
  int64_t corrupt = 0;
  // Operations by what they do.
  std::map<std::string, int64_t> work;
  // Kills by crash point, and "random".
  std::map<std::string, int> points;
  // What the counts are made of, the first of them.
  std::vector<std::string> findings;
};

struct CrashOptions {
  // How often a service is killed.
  int kills = 200;
  // Kills before the store is compared and a new one begun.
  int kills_per_round = 50;
  uint64_t seed = 1;
  // Called after each round with what all of them gave so far; may be null.
  std::function<void(const CrashReport& report)> on_round;
};

// Runs the harness with the binaries beside this one. The error is of the
// harness itself, or of a service that never answered again.
absl::StatusOr<CrashReport> RunCrashHarness(const CrashOptions& options);

}  // namespace isnad

#endif  // ISNAD_TESTS_E2E_CRASH_HARNESS_H_
