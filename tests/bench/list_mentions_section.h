#ifndef ISNAD_TESTS_BENCH_LIST_MENTIONS_SECTION_H_
#define ISNAD_TESTS_BENCH_LIST_MENTIONS_SECTION_H_

#include "absl/status/status.h"
#include "tests/bench/bench_options.h"
#include "tests/bench/bench_report.h"
#include "tests/bench/bench_store.h"
#include "tests/bench/call_load.h"

namespace isnad {

// Pages of a hundred mentions of the documents of a store, in no order.
CallLoad ListMentionsLoad(const BenchStoreContents& contents);

// Adds `list_mentions`: pages of a hundred mentions of a document, with five
// million mentions in the store, beside an echo of that size.
absl::Status RunListMentionsSection(const BenchOptions& options,
                                    BenchReport& report);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_LIST_MENTIONS_SECTION_H_
