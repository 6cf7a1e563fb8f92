#ifndef ISNAD_TESTS_BENCH_END_TO_END_SECTION_H_
#define ISNAD_TESTS_BENCH_END_TO_END_SECTION_H_

#include "absl/status/status.h"
#include "tests/bench/bench_options.h"
#include "tests/bench/bench_report.h"

namespace isnad {

// Adds `end_to_end`: documents of 3 kB of news through both services, each a
// process, offered a little faster than is asked: how many are ingested,
// durable and visible a second, and how long after its acknowledgement a
// document can be read.
absl::Status RunEndToEndSection(const BenchOptions& options,
                                BenchReport& report);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_END_TO_END_SECTION_H_
