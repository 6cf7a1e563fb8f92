#include "common/rpc/server_runner.h"

#include <chrono>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "common/base/file.h"
#include "common/log/log.h"
#include "common/rpc/address.h"
#include "common/rpc/request_log.h"
#include "common/rpc/unreadable_request.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "grpc/health/v1/health.pb.h"
#include "grpc/support/log.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"

namespace isnad {
namespace {

int Milliseconds(absl::Duration duration) {
  return static_cast<int>(absl::ToInt64Milliseconds(duration));
}

absl::Status CheckOptions(const ServerOptions& options) {
  RETURN_IF_ERROR(CheckAddress("address", options.address));
  if (!options.allow_remote && !IsLoopbackAddress(options.address)) {
    return FieldError(
        "address",
        absl::StrCat("got ", options.address,
                     ", which other machines can reach without encryption or "
                     "authentication; want a loopback address or "
                     "--insecure_allow_remote"));
  }
  return absl::OkStatus();
}

// gRPC's own messages become events of our log.
void LogFromGrpc(gpr_log_func_args* arguments) {
  const LogLevel level = arguments->severity == GPR_LOG_SEVERITY_ERROR
                             ? LogLevel::kWarning
                             : LogLevel::kDebug;
  Log(level, "grpc", {{"message", arguments->message}});
}

// Acts on every server that is built afterwards in the process.
void EnablePluginsOnce() {
  static const bool kDone = [] {
#ifdef NDEBUG
    // The packaged Abseil is built with its own checks: each lock of gRPC would
    // be entered into a graph in search of deadlocks, under one lock for all.
    absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
#endif
    gpr_set_log_function(&LogFromGrpc);
    // Keeps the descriptor in the program, without which reflection aborts
    // where it lists the methods of the health service.
    grpc::health::v1::HealthCheckRequest::descriptor();
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    return true;
  }();
  static_cast<void>(kDone);
}

void Configure(const ServerOptions& options, grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(options.max_message_bytes);
  builder.SetMaxSendMessageSize(options.max_message_bytes);
  // With SO_REUSEPORT a second server would share the port in silence.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS,
                             Milliseconds(kKeepaliveTime));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS,
                             Milliseconds(kKeepaliveTimeout));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  builder.AddChannelArgument(
      GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
      Milliseconds(kLeastPingInterval));
  std::vector<
      std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>>
      interceptors;
  interceptors.push_back(MakeUnreadableRequestAnswer(options.bytes_services));
  // Behind the other, so that it logs what is answered.
  if (options.log_requests) interceptors.push_back(MakeRequestLog());
  builder.experimental().SetInterceptorCreators(std::move(interceptors));
}

std::string Target(const std::string& address, int port) {
  if (absl::StartsWith(address, "unix:")) return address;
  return absl::StrCat(address.substr(0, address.rfind(':')), ":", port);
}

}  // namespace

absl::StatusOr<std::unique_ptr<ServerRunner>> ServerRunner::Start(
    const ServerOptions& options, const std::vector<grpc::Service*>& services) {
  RETURN_IF_ERROR(CheckOptions(options));
  EnablePluginsOnce();
  grpc::ServerBuilder builder;
  Configure(options, builder);
  int port = 0;
  builder.AddListeningPort(options.address, grpc::InsecureServerCredentials(),
                           &port);
  for (grpc::Service* service : services) builder.RegisterService(service);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  const bool is_tcp = !absl::StartsWith(options.address, "unix:");
  if (server == nullptr || (is_tcp && port <= 0)) {
    return FileUnusable(options.address,
                        "cannot be listened on; another process may hold it");
  }
  auto runner = std::unique_ptr<ServerRunner>(
      new ServerRunner(options, std::move(server), is_tcp ? port : 0));
  runner->SetServing(true);
  if (!options.port_file.empty()) {
    const absl::Status written = WriteFileAtomically(
        options.port_file, absl::StrCat(runner->port(), "\n"));
    if (!written.ok())
      return FileUnusable(options.port_file, written.message());
  }
  return runner;
}

ServerRunner::ServerRunner(const ServerOptions& options,
                           std::unique_ptr<grpc::Server> server, int port)
    : options_(options),
      port_(port),
      target_(Target(options.address, port)),
      server_(std::move(server)) {}

ServerRunner::~ServerRunner() { Stop(); }

void ServerRunner::Stop() {
  std::call_once(stopped_, [this] {
    if (auto* health = server_->GetHealthCheckService()) health->Shutdown();
    if (options_.on_drain) options_.on_drain();
    server_->Shutdown(std::chrono::system_clock::now() +
                      absl::ToChronoMilliseconds(options_.drain_timeout));
    server_->Wait();
  });
}

void ServerRunner::SetServing(bool serving) {
  auto* health = server_->GetHealthCheckService();
  if (health == nullptr) return;
  health->SetServingStatus(serving);
  for (const std::string& service : options_.health_services) {
    health->SetServingStatus(service, serving);
  }
}

std::shared_ptr<grpc::Channel> ServerRunner::InProcessChannel() {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(options_.max_message_bytes);
  arguments.SetMaxSendMessageSize(options_.max_message_bytes);
  return server_->InProcessChannel(arguments);
}

}  // namespace isnad
