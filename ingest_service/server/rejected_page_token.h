#ifndef ISNAD_INGEST_SERVICE_SERVER_REJECTED_PAGE_TOKEN_H_
#define ISNAD_INGEST_SERVICE_SERVER_REJECTED_PAGE_TOKEN_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace isnad {

// Returns the token of the page that begins at an offset: base64url of the
// offset in decimal, a full stop, and the first 16 bytes of its HMAC-SHA-256
// under `key`.
std::string EncodeRejectedPageToken(int64_t offset, absl::string_view key);

// Returns the offset, PAGE_TOKEN_INVALID if the token was not made with `key`.
absl::StatusOr<int64_t> DecodeRejectedPageToken(absl::string_view token,
                                                absl::string_view key);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_SERVER_REJECTED_PAGE_TOKEN_H_
