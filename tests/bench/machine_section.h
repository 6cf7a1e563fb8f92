#ifndef ISNAD_TESTS_BENCH_MACHINE_SECTION_H_
#define ISNAD_TESTS_BENCH_MACHINE_SECTION_H_

#include "absl/status/status.h"
#include "tests/bench/bench_options.h"
#include "tests/bench/bench_report.h"

namespace isnad {

// Adds `machine`: what the figures were measured on, and how this program was
// built.
absl::Status RunMachineSection(const BenchOptions& options,
                               BenchReport& report);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_MACHINE_SECTION_H_
