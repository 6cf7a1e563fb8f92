#include "common/status/grpc_status.h"

#include <string>

#include "absl/strings/cord.h"
#include "absl/strings/string_view.h"
#include "common/status/errors.h"

namespace isnad {
namespace {

// What a caller is told of an error that was not meant for him.
absl::Status Presentable(const absl::Status& status) {
  if (status.ok() || ReasonOf(status) != v1::ERROR_REASON_UNSPECIFIED) {
    return status;
  }
  return ErrorWithReason(
      absl::StatusCode::kInternal,
      "internal error; the log of the service has the detail",
      v1::ERROR_REASON_INTERNAL);
}

}  // namespace

google::rpc::Status ToRpcStatus(const absl::Status& status) {
  const absl::Status shown = Presentable(status);
  google::rpc::Status result;
  result.set_code(static_cast<int>(shown.code()));
  result.set_message(std::string(shown.message()));
  shown.ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    google::protobuf::Any* detail = result.add_details();
    detail->set_type_url(std::string(url));
    detail->set_value(std::string(payload));
  });
  return result;
}

absl::Status FromRpcStatus(const google::rpc::Status& status) {
  absl::Status result(static_cast<absl::StatusCode>(status.code()),
                      status.message());
  if (result.ok()) return result;
  for (const google::protobuf::Any& detail : status.details()) {
    result.SetPayload(detail.type_url(), absl::Cord(detail.value()));
  }
  return result;
}

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const google::rpc::Status shown = ToRpcStatus(status);
  return grpc::Status(static_cast<grpc::StatusCode>(shown.code()),
                      shown.message(), shown.SerializeAsString());
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  google::rpc::Status detailed;
  if (detailed.ParseFromString(status.error_details()) &&
      detailed.code() == static_cast<int>(status.error_code())) {
    return FromRpcStatus(detailed);
  }
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()),
                      status.error_message());
}

}  // namespace isnad
