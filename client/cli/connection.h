#ifndef ISNAD_CLIENT_CLI_CONNECTION_H_
#define ISNAD_CLIENT_CLI_CONNECTION_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/cli/arguments.h"
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
    return Call("query service", query_target_, *query_, method, request);
  }
  template <typename Request, typename Response>
  absl::StatusOr<Response> Ingest(
      Method<v1::IngestService::Stub, Request, Response> method,
      const Request& request) {
    return Call("ingest service", ingest_target_, *ingest_, method, request);
  }

  // How long a call may take.
  absl::Duration timeout() const { return timeout_; }

 private:
  Connection() = default;

  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(absl::string_view service,
                                const std::string& target, Stub& stub,
                                Method<Stub, Request, Response> method,
                                const Request& request) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + timeout_));
    Response response;
    const grpc::Status status = (stub.*method)(&context, request, &response);
    if (!status.ok()) return FailureOf(service, target, status);
    return response;
  }

  // Returns the error of a call, with the address where the call itself failed.
  absl::Status FailureOf(absl::string_view service, const std::string& target,
                         const grpc::Status& status) const;

  std::string ingest_target_;
  std::string query_target_;
  absl::Duration timeout_;
  std::unique_ptr<v1::IngestService::Stub> ingest_;
  std::unique_ptr<v1::QueryService::Stub> query_;
};

using QueryStub = v1::QueryService::Stub;
using IngestStub = v1::IngestService::Stub;

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_CONNECTION_H_
