#include "common/rpc/unreadable_request.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
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
  explicit AnswerFactory(const std::vector<std::string>& bytes_services) {
    skipped_prefixes_.reserve(bytes_services.size());
    for (const std::string& service : bytes_services) {
      skipped_prefixes_.push_back(absl::StrCat("/", service, "/"));
    }
  }

  grpc::experimental::Interceptor* CreateServerInterceptor(
      ServerRpcInfo* info) override {
    for (const std::string& prefix : skipped_prefixes_) {
      if (absl::StartsWith(info->method(), prefix)) return nullptr;
    }
    // gRPC reads the first message of these only; to it, a method that it does
    // not know is a stream.
    const ServerRpcInfo::Type type = info->type();
    return type == ServerRpcInfo::Type::UNARY ||
                   type == ServerRpcInfo::Type::SERVER_STREAMING
               ? new Answer
               : nullptr;
  }

 private:
  std::vector<std::string> skipped_prefixes_;
};

}  // namespace

std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>
MakeUnreadableRequestAnswer(const std::vector<std::string>& bytes_services) {
  return std::make_unique<AnswerFactory>(bytes_services);
}

}  // namespace isnad
