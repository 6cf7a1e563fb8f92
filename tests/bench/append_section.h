#ifndef ISNAD_TESTS_BENCH_APPEND_SECTION_H_
#define ISNAD_TESTS_BENCH_APPEND_SECTION_H_

#include "absl/status/status.h"
#include "tests/bench/bench_options.h"
#include "tests/bench/bench_report.h"

namespace isnad {

// Adds `append`: mentions a second through AppendRecords into an empty store
// and into one of five million mentions, beside a loop that inserts the same
// rows. A hundred documents a request, sixteen requests under way.
absl::Status RunAppendSection(const BenchOptions& options, BenchReport& report);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_APPEND_SECTION_H_
