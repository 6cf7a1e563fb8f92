#ifndef ISNAD_COMMON_BASE_SHA256_H_
#define ISNAD_COMMON_BASE_SHA256_H_

#include <string>

#include "absl/strings/string_view.h"

namespace isnad {

// Returns the SHA-256 of `bytes` (FIPS 180-4), 32 raw bytes.
std::string Sha256(absl::string_view bytes);

// Returns the HMAC-SHA-256 of `message` under `key` (RFC 2104), 32 raw bytes.
std::string HmacSha256(absl::string_view key, absl::string_view message);

// Compares without telling by its time where the two differ.
bool ConstantTimeEquals(absl::string_view a, absl::string_view b);

}  // namespace isnad

#endif  // ISNAD_COMMON_BASE_SHA256_H_
