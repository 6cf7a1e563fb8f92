#ifndef ISNAD_TESTS_BENCH_GROWTH_SECTION_H_
#define ISNAD_TESTS_BENCH_GROWTH_SECTION_H_

#include "absl/status/status.h"
#include "tests/bench/bench_options.h"
#include "tests/bench/bench_report.h"

namespace isnad {

// Adds `growth`: the 99th percentile of GetEntity with ten million entities in
// the store beside that with ten thousand.
absl::Status RunGrowthSection(const BenchOptions& options, BenchReport& report);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_GROWTH_SECTION_H_
