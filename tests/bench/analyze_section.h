#ifndef ISNAD_TESTS_BENCH_ANALYZE_SECTION_H_
#define ISNAD_TESTS_BENCH_ANALYZE_SECTION_H_

#include "absl/status/status.h"
#include "tests/bench/bench_options.h"
#include "tests/bench/bench_report.h"

namespace isnad {

// Adds `analyze`: how fast one core reads the articles of the sample, with the
// catalog that is built in and with a million names more; how fast texts are
// validated, folded and matched against a million names, beside validation
// alone; how long it takes to start with them. Rates are megabytes (10^6 bytes)
// of text for each second of the core's own time, the best of several rounds in
// turn; the rest of the machine's load hardly changes them.
absl::Status RunAnalyzeSection(const BenchOptions& options,
                               BenchReport& report);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_ANALYZE_SECTION_H_
