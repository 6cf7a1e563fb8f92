#ifndef ISNAD_QUERY_SERVICE_LOOKUP_PAGE_TOKEN_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_PAGE_TOKEN_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace isnad {

// Where the next page of a list begins.
struct PageToken {
  // The revision at which every page of the list is read.
  int64_t revision = 0;
  // Digest of the fields of the request that must not change.
  uint64_t request = 0;
  // What the list needs to go on; its own affair.
  std::string position;
};

// Makes tokens that callers cannot read meaning into or forge: base64url of
//
//   version (1 byte, 1), revision and request (8 bytes each, little endian),
//   position, the first 16 bytes of HMAC-SHA-256 of all before
//
// Immutable, thread-safe.
class PageTokens {
 public:
  explicit PageTokens(std::string key) : key_(std::move(key)) {}

  std::string Encode(const PageToken& token) const;

  // PAGE_TOKEN_INVALID unless `Encode` of the same key made it for the same
  // request.
  absl::StatusOr<PageToken> Decode(absl::string_view encoded,
                                   uint64_t request) const;

 private:
  const std::string key_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_PAGE_TOKEN_H_
