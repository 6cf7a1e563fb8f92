#include "tests/support/matchers.h"

#include "common/status/errors.h"

namespace isnad {
namespace matchers_internal {

v1::ErrorReason ReasonIn(const absl::Status& status) {
  return ReasonOf(status);
}

bool IsWellFormedError(const absl::Status& status, std::string& problem) {
  if (status.ok()) {
    problem = "(no error)";
    return false;
  }
  if (ReasonOf(status) == v1::ERROR_REASON_UNSPECIFIED) {
    problem = "(without an ErrorInfo)";
    return false;
  }
  const bool may_retry = status.code() == absl::StatusCode::kUnavailable ||
                         status.code() == absl::StatusCode::kResourceExhausted;
  const bool has_delay = RetryDelayOf(status) > absl::ZeroDuration();
  if (may_retry != has_delay) {
    problem = may_retry ? "(without a RetryInfo)" : "(with a RetryInfo)";
    return false;
  }
  return true;
}

}  // namespace matchers_internal
}  // namespace isnad
