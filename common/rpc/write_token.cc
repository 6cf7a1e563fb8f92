#include "common/rpc/write_token.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/status/errors.h"

namespace isnad {
namespace {

constexpr size_t kMaxProducerLength = 64;

absl::Status Invalid() {
  return FieldErrorWithReason("consistency.at_least_token",
                              "got a malformed token, want a write_token of "
                              "an answer of the ingest service",
                              v1::ERROR_REASON_WRITE_TOKEN_INVALID);
}

}  // namespace

bool IsProducerId(absl::string_view producer) {
  return !producer.empty() && producer.size() <= kMaxProducerLength &&
         std::all_of(producer.begin(), producer.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                  c == '.' || c == '_' || c == '-';
         });
}

std::string EncodeWriteToken(const WriteToken& token) {
  return absl::WebSafeBase64Escape(
      absl::StrCat(token.producer, ":", token.offset));
}

absl::StatusOr<WriteToken> DecodeWriteToken(absl::string_view encoded) {
  std::string plain;
  if (!absl::WebSafeBase64Unescape(encoded, &plain)) return Invalid();
  const size_t colon = plain.rfind(':');
  if (colon == std::string::npos) return Invalid();
  WriteToken token;
  token.producer = plain.substr(0, colon);
  if (!IsProducerId(token.producer) ||
      !absl::SimpleAtoi(plain.substr(colon + 1), &token.offset) ||
      token.offset < 0) {
    return Invalid();
  }
  // Only the one spelling that the encoder makes: "+1", " 1" and "01" are none.
  if (EncodeWriteToken(token) != encoded) return Invalid();
  return token;
}

}  // namespace isnad
