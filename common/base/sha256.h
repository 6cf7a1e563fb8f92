#ifndef ISNAD_COMMON_BASE_SHA256_H_
#define ISNAD_COMMON_BASE_SHA256_H_

#include <array>
#include <string>

#include "absl/strings/string_view.h"

struct evp_md_ctx_st;

namespace isnad {

// Returns the SHA-256 of `bytes` (FIPS 180-4), 32 raw bytes.
std::string Sha256(absl::string_view bytes);

// Digests one text after another. For short ones it is several times as fast as
// Sha256(), whose context costs more than the digest. Not thread-safe.
class Sha256Digester {
 public:
  Sha256Digester();
  ~Sha256Digester();
  Sha256Digester(const Sha256Digester&) = delete;
  Sha256Digester& operator=(const Sha256Digester&) = delete;

  // Returns the SHA-256 of `bytes`, as Sha256() does.
  std::array<char, 32> Digest(absl::string_view bytes);

 private:
  evp_md_ctx_st* const context_;  // OpenSSL's EVP_MD_CTX
};

// Returns the HMAC-SHA-256 of `message` under `key` (RFC 2104), 32 raw bytes.
std::string HmacSha256(absl::string_view key, absl::string_view message);

// Compares without telling by its time where the two differ.
bool ConstantTimeEquals(absl::string_view a, absl::string_view b);

}  // namespace isnad

#endif  // ISNAD_COMMON_BASE_SHA256_H_
