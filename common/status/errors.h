// Errors that can reach a client. Each is an absl::Status that carries exactly
// one google.rpc.ErrorInfo, whose reason is an isnad.v1.ErrorReason, and where
// it applies a BadRequest or RetryInfo, as payloads under the type URLs of
// those messages.
#ifndef ISNAD_COMMON_STATUS_ERRORS_H_
#define ISNAD_COMMON_STATUS_ERRORS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "isnad/v1/error_reason.pb.h"

namespace isnad {

// The `domain` of every ErrorInfo.
inline constexpr absl::string_view kErrorDomain = "isnad.v1";

using ErrorMetadata = std::vector<std::pair<std::string, std::string>>;

// Returns a status with one ErrorInfo. Whatever varies in `message` also stands
// in `metadata`. UNAVAILABLE and RESOURCE_EXHAUSTED get a RetryInfo of one
// second.
absl::Status ErrorWithReason(absl::StatusCode code, absl::string_view message,
                             v1::ErrorReason reason,
                             const ErrorMetadata& metadata = {});

// Returns INVALID_ARGUMENT with FIELD_INVALID and a BadRequest naming `field`.
// The message reads "field: problem"; write `problem` as "got X, want Y".
absl::Status FieldError(absl::string_view field, absl::string_view problem);

// As FieldError, with another reason.
absl::Status FieldErrorWithReason(absl::string_view field,
                                  absl::string_view problem,
                                  v1::ErrorReason reason,
                                  const ErrorMetadata& metadata = {});

// Returns FAILED_PRECONDITION with FILE_UNUSABLE and the metadata `path`, for a
// file, or an address, that a person must see to. The message reads
// "path: problem".
absl::Status FileUnusable(absl::string_view path, absl::string_view problem);

// Sets how long a caller should wait before it tries again.
void SetRetryDelay(absl::Status& status, absl::Duration delay);

// Returns the reason of the status's ErrorInfo, UNSPECIFIED if it has none.
v1::ErrorReason ReasonOf(const absl::Status& status);

// Returns the retry delay of the status's RetryInfo, zero if it has none.
absl::Duration RetryDelayOf(const absl::Status& status);

}  // namespace isnad

#endif  // ISNAD_COMMON_STATUS_ERRORS_H_
