#include "ingest_service/server/call_check.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"

namespace isnad {

absl::Status ShuttingDownError() {
  return ErrorWithReason(absl::StatusCode::kUnavailable,
                         "the service is stopping",
                         v1::ERROR_REASON_SHUTTING_DOWN);
}

StageCheck MakeCallCheck(const grpc::ServerContextBase& context,
                         const Clock& clock) {
  return [&context, &clock](absl::string_view stage) -> absl::Status {
    // First, since a passed deadline also cancels the call.
    if (absl::FromChrono(context.deadline()) <= clock.Now()) {
      return ErrorWithReason(
          absl::StatusCode::kDeadlineExceeded,
          absl::StrCat("the deadline passed before stage ", stage),
          v1::ERROR_REASON_DEADLINE_PASSED, {{"stage", std::string(stage)}});
    }
    if (context.IsCancelled()) {
      return ErrorWithReason(
          absl::StatusCode::kCancelled,
          absl::StrCat("the caller went away before stage ", stage),
          v1::ERROR_REASON_CALLER_GONE, {{"stage", std::string(stage)}});
    }
    return absl::OkStatus();
  };
}

}  // namespace isnad
