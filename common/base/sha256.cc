#include "common/base/sha256.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include "common/base/check.h"

namespace isnad {
namespace {

const unsigned char* AsBytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// OpenSSL looks an algorithm up by name for each digest unless it is fetched
// beforehand: for short inputs that costs more than the digest.
const EVP_MD* FetchedSha256() {
  static const EVP_MD* const algorithm =
      ::EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

}  // namespace

std::string Sha256(absl::string_view bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  ISNAD_CHECK(::EVP_Digest(bytes.data(), bytes.size(), digest, nullptr,
                           FetchedSha256(), nullptr) == 1);
  return std::string(reinterpret_cast<const char*>(digest), sizeof(digest));
}

std::string HmacSha256(absl::string_view key, absl::string_view message) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  unsigned int length = sizeof(digest);
  ISNAD_CHECK(::HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                     AsBytes(message), message.size(), digest,
                     &length) != nullptr);
  return std::string(reinterpret_cast<const char*>(digest), length);
}

bool ConstantTimeEquals(absl::string_view a, absl::string_view b) {
  return a.size() == b.size() &&
         ::CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace isnad
