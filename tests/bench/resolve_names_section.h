#ifndef ISNAD_TESTS_BENCH_RESOLVE_NAMES_SECTION_H_
#define ISNAD_TESTS_BENCH_RESOLVE_NAMES_SECTION_H_

#include "absl/status/status.h"
#include "tests/bench/bench_options.h"
#include "tests/bench/bench_report.h"

namespace isnad {

// Adds `resolve_names`: one exact Arabic name of more than a million, beside an
// empty echo.
absl::Status RunResolveNamesSection(const BenchOptions& options,
                                    BenchReport& report);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_RESOLVE_NAMES_SECTION_H_
