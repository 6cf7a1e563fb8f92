#include "common/rpc/request_log.h"

#include <string>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/log/log.h"
#include "grpcpp/server_context.h"

namespace isnad {
namespace {

using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::InterceptorBatchMethods;
using grpc::experimental::ServerRpcInfo;

// Lives as long as one call; the hooks of a call run one after another.
class RequestLogger final : public grpc::experimental::Interceptor {
 public:
  explicit RequestLogger(ServerRpcInfo* info)
      : info_(info), method_(info->method()), start_(absl::Now()) {}

  ~RequestLogger() override {
    Log(LogLevel::kInfo, "request",
        {{"method", method_},
         {"peer", peer_},
         {"code", code_},
         {"micros", absl::ToInt64Microseconds(absl::Now() - start_)}});
  }

  void Intercept(InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(
            InterceptionHookPoints::PRE_SEND_STATUS)) {
      code_ = methods->GetSendStatus().error_code();
      peer_ = info_->server_context()->peer();
    }
    methods->Proceed();
  }

 private:
  ServerRpcInfo* const info_;
  const std::string method_;
  const absl::Time start_;
  std::string peer_;
  // A call that ends without a status of its own was cancelled.
  int code_ = grpc::StatusCode::CANCELLED;
};

class RequestLoggerFactory final
    : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  grpc::experimental::Interceptor* CreateServerInterceptor(
      ServerRpcInfo* info) override {
    return new RequestLogger(info);
  }
};

}  // namespace

std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>
MakeRequestLog() {
  return std::make_unique<RequestLoggerFactory>();
}

}  // namespace isnad
