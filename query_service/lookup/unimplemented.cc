#include "query_service/lookup/unimplemented.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"

namespace isnad {

grpc::Status MethodNotImplemented(absl::string_view method) {
  return ToGrpcStatus(ErrorWithReason(
      absl::StatusCode::kUnimplemented,
      absl::StrCat(method, " is part of the contract and not built yet"),
      v1::ERROR_REASON_METHOD_NOT_IMPLEMENTED,
      {{"method", std::string(method)}}));
}

grpc::ServerUnaryReactor* RefuseUnary(grpc::CallbackServerContext* context,
                                      absl::string_view method) {
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  reactor->Finish(MethodNotImplemented(method));
  return reactor;
}

}  // namespace isnad
