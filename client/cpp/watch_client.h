#ifndef ISNAD_CLIENT_CPP_WATCH_CLIENT_H_
#define ISNAD_CLIENT_CPP_WATCH_CLIENT_H_

#include <memory>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "client/cpp/call.h"
#include "grpcpp/channel.h"
#include "isnad/v1/watch_service.grpc.pb.h"

namespace isnad {

// Calls of WatchService. Thread-safe.
//
//   WatchClient client(MakeChannel("127.0.0.1:7702"));
//   v1::WatchFactsRequest request;
//   request.set_filter("kind = FACT_KIND_DECISION");
//   client.WatchFacts(request, [&](const v1::WatchFactsResponse& whole) {
//     ...
//     return true;
//   });
class WatchClient {
 public:
  explicit WatchClient(std::shared_ptr<grpc::Channel> channel,
                       CallOptions options = {});

  // Gives every revision to `take`, whole and in order, each once, and progress
  // as messages without changes, until `take` returns false, which is OK. A
  // watch that breaks goes on where it was; attempts are counted from the last
  // message, and there is no deadline. Else returns what ended it.
  absl::Status WatchFacts(
      v1::WatchFactsRequest request,
      absl::FunctionRef<bool(const v1::WatchFactsResponse&)> take);

 private:
  const std::unique_ptr<v1::WatchService::Stub> stub_;
  const CallOptions options_;
};

}  // namespace isnad

#endif  // ISNAD_CLIENT_CPP_WATCH_CLIENT_H_
