#ifndef ISNAD_TESTS_BENCH_BENCH_STORE_H_
#define ISNAD_TESTS_BENCH_BENCH_STORE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "tests/bench/bench_corpus.h"
#include "tests/bench/bench_options.h"

namespace isnad {

// What a store of bench_corpus.h holds: those numbered below.
struct BenchStoreContents {
  int64_t entities = 0;
  int64_t documents = 0;
  BenchDocumentShape shape;
};

// What most sections read: a million entities, five million mentions.
BenchStoreContents LargeStoreContents(const BenchOptions& options);

// Returns the path of a store with these contents, indexed to its end and in
// the system's cache: made now, or by a section before, in this run or an
// earlier one.
absl::StatusOr<std::string> EnsureBenchStore(
    const BenchOptions& options, const BenchStoreContents& contents);

// As above, of a store that holds nothing but entities, written past the store
// so that ten million take a minute: GetEntity finds them as any others, but
// they cannot be resolved by name.
absl::StatusOr<std::string> EnsureEntityRows(const BenchOptions& options,
                                             int64_t entities);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_BENCH_STORE_H_
