#include "client/cpp/watch_client.h"

#include <utility>

#include "absl/time/time.h"
#include "common/status/grpc_status.h"
#include "grpcpp/client_context.h"

namespace isnad {
namespace {

// One connection of a watch.
struct WatchAttempt {
  absl::Status status;
  // Whether `take` asked for the end.
  bool stopped = false;
  // Whether any message came.
  bool heard = false;
};

// Watches until the stream ends, and sets the request to where it would go on.
WatchAttempt WatchOnce(
    v1::WatchService::Stub& stub, v1::WatchFactsRequest& request,
    absl::FunctionRef<bool(const v1::WatchFactsResponse&)> take) {
  WatchAttempt attempt;
  grpc::ClientContext context;
  const auto stream = stub.WatchFacts(&context, request);
  v1::WatchFactsResponse message;
  v1::WatchFactsResponse whole;
  while (stream->Read(&message)) {
    attempt.heard = true;
    const bool more = message.more();
    // Parts of one revision have the same number, so fields may be merged.
    whole.MergeFrom(message);
    if (more) continue;
    whole.set_more(false);
    request.set_start_revision(whole.revision() + 1);
    attempt.stopped = !take(whole);
    whole.Clear();
    if (attempt.stopped) {
      context.TryCancel();
      break;
    }
  }
  attempt.status = FromGrpcStatus(stream->Finish());
  return attempt;
}

}  // namespace

WatchClient::WatchClient(std::shared_ptr<grpc::Channel> channel,
                         CallOptions options)
    : stub_(v1::WatchService::NewStub(std::move(channel))),
      options_(std::move(options)) {}

absl::Status WatchClient::WatchFacts(
    v1::WatchFactsRequest request,
    absl::FunctionRef<bool(const v1::WatchFactsResponse&)> take) {
  for (int attempt = 1;; ++attempt) {
    const WatchAttempt watch = WatchOnce(*stub_, request, take);
    if (watch.stopped) return absl::OkStatus();
    if (watch.heard) attempt = 1;
    if (!call_internal::PauseBeforeRetry(watch.status, attempt,
                                         absl::InfiniteFuture(), options_)) {
      return watch.status;
    }
  }
}

}  // namespace isnad
