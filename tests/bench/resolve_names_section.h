#ifndef ISNAD_TESTS_BENCH_RESOLVE_NAMES_SECTION_H_
#define ISNAD_TESTS_BENCH_RESOLVE_NAMES_SECTION_H_

#include <cstdint>

#include "absl/status/status.h"
#include "tests/bench/bench_options.h"
#include "tests/bench/bench_report.h"
#include "tests/bench/call_load.h"

namespace isnad {

// ResolveNames of one Arabic name of entities numbered below `entities`.
CallLoad ResolveNamesLoad(int64_t entities);

// Adds `resolve_names`: one exact Arabic name of more than a million, beside an
// empty echo.
absl::Status RunResolveNamesSection(const BenchOptions& options,
                                    BenchReport& report);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_RESOLVE_NAMES_SECTION_H_
