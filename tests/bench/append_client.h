#ifndef ISNAD_TESTS_BENCH_APPEND_CLIENT_H_
#define ISNAD_TESTS_BENCH_APPEND_CLIENT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "isnad/v1/record_service.pb.h"

namespace isnad {

struct AppendRun {
  double seconds = 0;
  // Until lookups could read all of it.
  double readable_seconds = 0;
  // From the sending of a request to its durable answer.
  std::vector<double> ack_us;
  // Processor time of this process.
  absl::Duration client_cpu;
};

// Appends requests over one stream, at most `in_flight` unanswered. Their
// offsets are set here, behind what the producer has stored. An error if a
// request or a record of it is not stored.
absl::StatusOr<AppendRun> AppendAll(
    const std::string& target, const std::string& producer, size_t in_flight,
    std::vector<v1::AppendRecordsRequest> requests);

// Documents numbered [first, first + count), so many in a request.
std::vector<v1::AppendRecordsRequest> DocumentRequests(int64_t first,
                                                       int64_t count,
                                                       int64_t entities,
                                                       int64_t in_request);

// Entities numbered below `count`.
std::vector<v1::AppendRecordsRequest> EntityRequests(int64_t count);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_APPEND_CLIENT_H_
