#ifndef ISNAD_TESTS_BENCH_INSERT_LOOP_H_
#define ISNAD_TESTS_BENCH_INSERT_LOOP_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "isnad/v1/record_service.pb.h"

namespace isnad {

// The ceiling of an append: makes an empty file with the store's schema and
// inserts the rows of documents, one request's in a transaction, by statements
// that are prepared once; nothing is parsed, checked, looked up or indexed.
// Durable as the store is. Returns the seconds that the inserts and commits of
// `requests` took, which follow those of `warm_up`.
absl::StatusOr<double> RunInsertLoop(
    const std::string& path,
    const std::vector<v1::AppendRecordsRequest>& warm_up,
    const std::vector<v1::AppendRecordsRequest>& requests);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_INSERT_LOOP_H_
