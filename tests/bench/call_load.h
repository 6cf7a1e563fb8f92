#ifndef ISNAD_TESTS_BENCH_CALL_LOAD_H_
#define ISNAD_TESTS_BENCH_CALL_LOAD_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/cpp/adaptive_throttle.h"
#include "google/protobuf/message.h"
#include "grpcpp/channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/byte_buffer.h"

namespace isnad {

// Unary calls of one method.
struct CallLoad {
  // "/isnad.v1.QueryService/GetEntity".
  std::string method;
  // Sent in turn, over and over.
  std::vector<grpc::ByteBuffer> requests;
  // Calls under way at a time.
  int in_flight = 64;
  // Calls begun each second whatever has been answered, up to `in_flight`
  // under way; 0: a call begins when another ends.
  double offered_rate = 0;
  // Asked before each call of an open load, if not null; it must outlive the
  // run. Calls it holds back count as begun and as held back.
  AdaptiveThrottle* throttle = nullptr;
  // Looks at one in a hundred answers; an error ends the run.
  std::function<absl::Status(size_t request, const grpc::ByteBuffer& response)>
      check;
};

// What became of a load.
struct LoadResult {
  // Calls answered OK, a second.
  double rate = 0;
  // Calls begun, a second.
  double offered = 0;
  // Time of the calls answered OK.
  double p50_us = 0;
  double p99_us = 0;
  double mean_response_bytes = 0;
  // Part of the calls that were refused as RESOURCE_EXHAUSTED, and of one in a
  // hundred of those how many said when to call again.
  double refused_share = 0;
  double refused_with_retry_info_share = 0;
  // Part of the calls that the throttle held back.
  double held_back_share = 0;
};

// Calls a server from one thread, so that one core is enough to keep another
// one busy. Messages go as bytes: what a client does with them costs the same
// whatever they are. Not thread-safe.
class LoadClient {
 public:
  explicit LoadClient(const std::string& target);

  // An error if a call ends otherwise than OK or RESOURCE_EXHAUSTED, or if a
  // check fails.
  absl::StatusOr<LoadResult> Run(const CallLoad& load, absl::Duration duration);

 private:
  grpc::GenericStub stub_;
};

// Returns a message as bytes.
grpc::ByteBuffer ToByteBuffer(const google::protobuf::Message& message);

// Reads a message from bytes; false if they are none.
bool FromByteBuffer(const grpc::ByteBuffer& buffer,
                    google::protobuf::Message& message);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_CALL_LOAD_H_
