#ifndef ISNAD_QUERY_SERVICE_LOOKUP_UNIMPLEMENTED_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_UNIMPLEMENTED_H_

#include "absl/strings/string_view.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"

namespace isnad {

// METHOD_NOT_IMPLEMENTED for "Service.Method".
grpc::Status MethodNotImplemented(absl::string_view method);

// Ends a call that is part of the contract and not built yet.
grpc::ServerUnaryReactor* RefuseUnary(grpc::CallbackServerContext* context,
                                      absl::string_view method);

// The same for a server stream; deletes itself when gRPC is done with it.
template <typename Response>
grpc::ServerWriteReactor<Response>* RefuseStream(absl::string_view method) {
  class Refusal final : public grpc::ServerWriteReactor<Response> {
   public:
    explicit Refusal(absl::string_view name) {
      this->Finish(MethodNotImplemented(name));
    }
    void OnDone() override { delete this; }
  };
  return new Refusal(method);
}

// The same for a client stream.
template <typename Request>
grpc::ServerReadReactor<Request>* RefuseClientStream(absl::string_view method) {
  class Refusal final : public grpc::ServerReadReactor<Request> {
   public:
    explicit Refusal(absl::string_view name) {
      this->Finish(MethodNotImplemented(name));
    }
    void OnDone() override { delete this; }
  };
  return new Refusal(method);
}

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_UNIMPLEMENTED_H_
