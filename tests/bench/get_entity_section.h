#ifndef ISNAD_TESTS_BENCH_GET_ENTITY_SECTION_H_
#define ISNAD_TESTS_BENCH_GET_ENTITY_SECTION_H_

#include <cstdint>

#include "absl/status/status.h"
#include "tests/bench/bench_options.h"
#include "tests/bench/bench_report.h"
#include "tests/bench/call_load.h"

namespace isnad {

// GetEntity of entities numbered below `entities`, in no order.
CallLoad GetEntityLoad(int64_t entities);

// Adds `get_entity`: GetEntity with a million entities in the store, beside an
// empty echo.
absl::Status RunGetEntitySection(const BenchOptions& options,
                                 BenchReport& report);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_GET_ENTITY_SECTION_H_
