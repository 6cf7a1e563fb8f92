#ifndef ISNAD_CLIENT_CLI_CONNECTION_H_
#define ISNAD_CLIENT_CLI_CONNECTION_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/cli/arguments.h"
#include "client/cpp/call.h"
#include "grpcpp/client_context.h"
#include "isnad/v1/ingest_service.grpc.pb.h"
#include "isnad/v1/query_service.grpc.pb.h"

namespace isnad {

// Connections to both services, made when they are first used. Not
// thread-safe.
//
//   ASSIGN_OR_RETURN(Connection connection, Connection::Open(arguments));
//   v1::GetEntityRequest request;
//   request.set_name("entities/nvidia");
//   ASSIGN_OR_RETURN(v1::GetEntityResponse response,
//                    connection.Query(&QueryStub::GetEntity, request));
class Connection {
 public:
  template <typename Stub, typename Request, typename Response>
  using Method = grpc::Status (Stub::*)(grpc::ClientContext*, const Request&,
                                        Response*);

  // Takes the addresses and the timeout from --ingest, --query and --timeout.
  // UsageError if one is malformed.
  static absl::StatusOr<Connection> Open(const Arguments& arguments);

  // Calls a method of a service and waits for the answer, at most for the
  // timeout. PEER_UNREACHABLE with the address if the service isn't there.
  template <typename Request, typename Response>
  absl::StatusOr<Response> Query(
      Method<v1::QueryService::Stub, Request, Response> method,
      const Request& request) {
    return CallService("query service", query_target_, *query_, method,
                       request);
  }
  template <typename Request, typename Response>
  absl::StatusOr<Response> Ingest(
      Method<v1::IngestService::Stub, Request, Response> method,
      const Request& request) {
    return CallService("ingest service", ingest_target_, *ingest_, method,
                       request);
  }

  // How long a call may take.
  absl::Duration timeout() const { return options_.timeout; }

  // For clients of the query service's other parts, and what to make of the
  // errors that they return.
  std::shared_ptr<grpc::Channel> query_channel() const {
    return query_channel_;
  }
  const CallOptions& options() const { return options_; }
  absl::Status QueryFailure(const absl::Status& failure) const {
    return failure.ok() ? failure
                        : FailureOf("query service", query_target_, failure);
  }

 private:
  Connection() = default;

  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> CallService(absl::string_view service,
                                       const std::string& target, Stub& stub,
                                       Method<Stub, Request, Response> method,
                                       const Request& request) {
    absl::StatusOr<Response> response = Call(stub, method, request, options_);
    if (!response.ok()) return FailureOf(service, target, response.status());
    return response;
  }

  // Returns the error of a call, with the address where the call itself failed.
  absl::Status FailureOf(absl::string_view service, const std::string& target,
                         const absl::Status& failure) const;

  std::string ingest_target_;
  std::string query_target_;
  CallOptions options_;
  std::shared_ptr<grpc::Channel> query_channel_;
  std::unique_ptr<v1::IngestService::Stub> ingest_;
  std::unique_ptr<v1::QueryService::Stub> query_;
};

using QueryStub = v1::QueryService::Stub;
using IngestStub = v1::IngestService::Stub;

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_CONNECTION_H_
