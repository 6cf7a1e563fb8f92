#ifndef ISNAD_TESTS_BENCH_MEMORY_SECTION_H_
#define ISNAD_TESTS_BENCH_MEMORY_SECTION_H_

#include "absl/status/status.h"
#include "tests/bench/bench_options.h"
#include "tests/bench/bench_report.h"

namespace isnad {

// Adds `memory`: what the query service holds with five million mentions in
// its store, while lookups of every kind and an append run against it.
absl::Status RunMemorySection(const BenchOptions& options, BenchReport& report);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_MEMORY_SECTION_H_
