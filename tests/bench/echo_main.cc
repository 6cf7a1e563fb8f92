// isnad-bench-echo: a server of the same kind as the services, that does
// nothing. What it reaches is the ceiling of a call.
#include <cstdlib>
#include <string>

#include "absl/flags/flag.h"
#include "common/rpc/server_runner.h"
#include "common/rpc/service_flags.h"
#include "common/rpc/stop_signals.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "tests/bench/echo.grpc.pb.h"

ABSL_FLAG(std::string, address, "127.0.0.1:0", "Where calls are taken.");

namespace {

class EchoService final : public isnad::bench::EchoService::CallbackService {
 public:
  grpc::ServerUnaryReactor* Echo(
      grpc::CallbackServerContext* context,
      const isnad::bench::EchoRequest* request,
      isnad::bench::EchoResponse* response) override {
    grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
    if (request->refuse()) {
      reactor->Finish(refusal_);
      return reactor;
    }
    response->mutable_payload()->assign(
        static_cast<size_t>(request->response_bytes()), 'x');
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

 private:
  // Made once, as the query service's own.
  const grpc::Status refusal_ = isnad::ToGrpcStatus(isnad::ErrorWithReason(
      absl::StatusCode::kResourceExhausted,
      "the echo has too many long lookups waiting; call again",
      isnad::v1::ERROR_REASON_OVERLOADED, {{"limit", "64"}}));
};

}  // namespace

int main(int argc, char** argv) {
  isnad::StopSignals stop_signals;
  isnad::ParseServiceFlags(argc, argv, "isnad-bench-echo: an empty server.");
  EchoService service;
  isnad::ServerOptions options =
      isnad::ServerOptionsFromFlags(absl::GetFlag(FLAGS_address));
  // Nobody sends it anything else than requests: it does without what other
  // calls cost more.
  options.bytes_services = {isnad::bench::EchoService::service_full_name()};
  const auto server = isnad::ServerRunner::Start(options, {&service});
  if (!server.ok()) {
    return isnad::ReportStartFailure("isnad-bench-echo", server.status());
  }
  stop_signals.Wait();
  (*server)->Stop();
  return EXIT_SUCCESS;
}
