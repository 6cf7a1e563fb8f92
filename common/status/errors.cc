#include "common/status/errors.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"

namespace isnad {
namespace {

template <typename Message>
std::string TypeUrl() {
  return absl::StrCat("type.googleapis.com/",
                      Message::descriptor()->full_name());
}

template <typename Message>
void SetDetail(absl::Status& status, const Message& detail) {
  status.SetPayload(TypeUrl<Message>(), absl::Cord(detail.SerializeAsString()));
}

template <typename Message>
bool GetDetail(const absl::Status& status, Message& detail) {
  const auto payload = status.GetPayload(TypeUrl<Message>());
  return payload.has_value() && detail.ParseFromString(std::string(*payload));
}

bool IsRetryable(absl::StatusCode code) {
  return code == absl::StatusCode::kUnavailable ||
         code == absl::StatusCode::kResourceExhausted;
}

}  // namespace

absl::Status ErrorWithReason(absl::StatusCode code, absl::string_view message,
                             v1::ErrorReason reason,
                             const ErrorMetadata& metadata) {
  absl::Status status(code, message);
  google::rpc::ErrorInfo info;
  info.set_reason(v1::ErrorReason_Name(reason));
  info.set_domain(std::string(kErrorDomain));
  for (const auto& [key, value] : metadata) {
    (*info.mutable_metadata())[key] = value;
  }
  SetDetail(status, info);
  if (IsRetryable(code)) SetRetryDelay(status, absl::Seconds(1));
  return status;
}

absl::Status FieldError(absl::string_view field, absl::string_view problem) {
  return FieldErrorWithReason(field, problem, v1::ERROR_REASON_FIELD_INVALID);
}

absl::Status FieldErrorWithReason(absl::string_view field,
                                  absl::string_view problem,
                                  v1::ErrorReason reason,
                                  const ErrorMetadata& metadata) {
  ErrorMetadata all = metadata;
  all.emplace_back("field", std::string(field));
  absl::Status status =
      ErrorWithReason(absl::StatusCode::kInvalidArgument,
                      absl::StrCat(field, ": ", problem), reason, all);
  google::rpc::BadRequest bad_request;
  auto* violation = bad_request.add_field_violations();
  violation->set_field(std::string(field));
  violation->set_description(std::string(problem));
  SetDetail(status, bad_request);
  return status;
}

absl::Status FileUnusable(absl::string_view path, absl::string_view problem) {
  return ErrorWithReason(
      absl::StatusCode::kFailedPrecondition, absl::StrCat(path, ": ", problem),
      v1::ERROR_REASON_FILE_UNUSABLE, {{"path", std::string(path)}});
}

void SetRetryDelay(absl::Status& status, absl::Duration delay) {
  google::rpc::RetryInfo retry;
  const int64_t nanos = absl::ToInt64Nanoseconds(delay);
  retry.mutable_retry_delay()->set_seconds(nanos / 1'000'000'000);
  retry.mutable_retry_delay()->set_nanos(
      static_cast<int32_t>(nanos % 1'000'000'000));
  SetDetail(status, retry);
}

v1::ErrorReason ReasonOf(const absl::Status& status) {
  google::rpc::ErrorInfo info;
  v1::ErrorReason reason = v1::ERROR_REASON_UNSPECIFIED;
  if (GetDetail(status, info) && info.domain() == kErrorDomain) {
    v1::ErrorReason_Parse(info.reason(), &reason);
  }
  return reason;
}

absl::Duration RetryDelayOf(const absl::Status& status) {
  google::rpc::RetryInfo retry;
  if (!GetDetail(status, retry)) return absl::ZeroDuration();
  return absl::Seconds(retry.retry_delay().seconds()) +
         absl::Nanoseconds(retry.retry_delay().nanos());
}

}  // namespace isnad
