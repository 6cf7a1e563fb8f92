#ifndef ISNAD_TESTS_BENCH_ECHO_COMPARISON_H_
#define ISNAD_TESTS_BENCH_ECHO_COMPARISON_H_

#include "absl/status/status.h"
#include "tests/bench/bench_options.h"
#include "tests/bench/bench_report.h"
#include "tests/bench/call_load.h"
#include "tests/bench/server_process.h"

namespace isnad {

// What isnad-bench-echo answers.
inline constexpr char kEchoMethod[] = "/isnad.bench.EchoService/Echo";

// Measures a load on `server` in turns with the same load on an empty server
// of the same build whose requests and answers have the same sizes, and fills
// in `rate`, `ceiling`, `ratio`, `p50_us`, `p99_us`, the sizes, and how much
// processor time each server took for a call. Figures are medians over the
// rounds; the ratio is the median of the rounds' ratios.
absl::Status CompareWithEcho(const BenchOptions& options,
                             const ServerProcess& server, const CallLoad& load,
                             double least_ratio, BenchSection& section);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_ECHO_COMPARISON_H_
