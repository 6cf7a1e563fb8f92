#ifndef ISNAD_TESTS_BENCH_OVERLOAD_SECTION_H_
#define ISNAD_TESTS_BENCH_OVERLOAD_SECTION_H_

#include "absl/status/status.h"
#include "tests/bench/bench_options.h"
#include "tests/bench/bench_report.h"

namespace isnad {

// Adds `overload`: a list that looks at twenty thousand mentions and finds
// none, at the rate that the service can bear, and at ten times that rate.
absl::Status RunOverloadSection(const BenchOptions& options,
                                BenchReport& report);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_OVERLOAD_SECTION_H_
