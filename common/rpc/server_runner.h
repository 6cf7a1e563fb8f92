#ifndef ISNAD_COMMON_RPC_SERVER_RUNNER_H_
#define ISNAD_COMMON_RPC_SERVER_RUNNER_H_

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/rpc/transport.h"
#include "grpcpp/server.h"
#include "grpcpp/support/config.h"

namespace isnad {

struct ServerOptions {
  // "host:port" or "unix:path"; port 0 takes a free one.
  std::string address = "127.0.0.1:0";
  // Whether an address that other machines can reach is allowed.
  bool allow_remote = false;
  // Where the bound port is written, as a decimal number and a line feed, once
  // the server takes calls; empty: nowhere.
  std::string port_file;
  // How long calls under way may go on after `Stop` began.
  absl::Duration drain_timeout = absl::Seconds(10);
  // Largest message received or sent.
  int max_message_bytes = kMaxMessageBytes;
  // Full names of the services that health checks answer for besides the whole
  // ("isnad.v1.QueryService").
  std::vector<std::string> health_services;
  // Full names of services that read all their requests themselves. In others
  // gRPC does, and an interceptor, at some cost for each call, answers for
  // it where it can't.
  std::vector<std::string> bytes_services;
  // Whether every request is logged.
  bool log_requests = false;
  // Called once when `Stop` begins, before calls are waited for: tells
  // services to end their streams.
  std::function<void()> on_drain;
};

// A gRPC server with health checks (one status for each service, and one for
// the whole) and reflection. Thread-safe. Does not own the services, which must
// outlive it.
//
//   ASSIGN_OR_RETURN(auto server, ServerRunner::Start(options, {&service}));
//   Log(LogLevel::kInfo, "server_started", {{"port", server->port()}});
//   stop_signals.Wait();
//   server->Stop();
class ServerRunner {
 public:
  // Starts to take calls. FIELD_INVALID for a malformed address or one that is
  // not loopback without `allow_remote`; FILE_UNUSABLE (with `path` the
  // address or port file) if the port is occupied or the file unwritable.
  static absl::StatusOr<std::unique_ptr<ServerRunner>> Start(
      const ServerOptions& options,
      const std::vector<grpc::Service*>& services);

  // Stops.
  ~ServerRunner();
  ServerRunner(const ServerRunner&) = delete;
  ServerRunner& operator=(const ServerRunner&) = delete;

  // Answers health checks with NOT_SERVING, takes no more calls, lets those
  // under way end until the drain timeout, and cancels the rest. Returns when
  // all have ended. Called once more, it does nothing.
  void Stop();

  // Sets what health checks answer until `Stop`; at first they answer SERVING.
  void SetServing(bool serving);

  // The bound port, 0 for a socket file.
  int port() const { return port_; }

  // Where clients reach the server: the address with the bound port.
  const std::string& target() const { return target_; }

  // A channel within the process, for tests.
  std::shared_ptr<grpc::Channel> InProcessChannel();

 private:
  ServerRunner(const ServerOptions& options,
               std::unique_ptr<grpc::Server> server, int port);

  const ServerOptions options_;
  const int port_;
  const std::string target_;
  const std::unique_ptr<grpc::Server> server_;
  std::once_flag stopped_;
};

}  // namespace isnad

#endif  // ISNAD_COMMON_RPC_SERVER_RUNNER_H_
