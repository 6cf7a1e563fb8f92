#include "common/rpc/unreadable_request.h"

#include "common/rpc/message_bytes.h"
#include "common/status/grpc_status.h"

namespace isnad {
namespace {

using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::InterceptorBatchMethods;
using grpc::experimental::ServerRpcInfo;

// Where the services say that something is not implemented, they say what; only
// gRPC says nothing.
bool IsFromGrpc(const grpc::Status& status) {
  return status.error_code() == grpc::StatusCode::UNIMPLEMENTED &&
         status.error_message().empty();
}

class Answer final : public grpc::experimental::Interceptor {
 public:
  void Intercept(InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(
            InterceptionHookPoints::PRE_SEND_STATUS) &&
        IsFromGrpc(methods->GetSendStatus())) {
      methods->ModifySendStatus(ToGrpcStatus(UnreadableRequest()));
    }
    methods->Proceed();
  }
};

class AnswerFactory final
    : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  grpc::experimental::Interceptor* CreateServerInterceptor(
      ServerRpcInfo* info) override {
    // gRPC reads the first message of these only; to it, a method that it does
    // not know is a stream.
    const ServerRpcInfo::Type type = info->type();
    return type == ServerRpcInfo::Type::UNARY ||
                   type == ServerRpcInfo::Type::SERVER_STREAMING
               ? new Answer
               : nullptr;
  }
};

}  // namespace

std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>
MakeUnreadableRequestAnswer() {
  return std::make_unique<AnswerFactory>();
}

}  // namespace isnad
