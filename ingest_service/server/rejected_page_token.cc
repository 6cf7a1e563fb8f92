#include "ingest_service/server/rejected_page_token.h"

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/sha256.h"
#include "common/status/errors.h"

namespace isnad {
namespace {

constexpr size_t kSignatureBytes = 16;

std::string Sign(absl::string_view offset, absl::string_view key) {
  return HmacSha256(key, absl::StrCat("rejected_documents:", offset))
      .substr(0, kSignatureBytes);
}

}  // namespace

std::string EncodeRejectedPageToken(int64_t offset, absl::string_view key) {
  const std::string text = absl::StrCat(offset);
  return absl::WebSafeBase64Escape(absl::StrCat(text, ".", Sign(text, key)));
}

absl::StatusOr<int64_t> DecodeRejectedPageToken(absl::string_view token,
                                                absl::string_view key) {
  const absl::Status invalid =
      FieldErrorWithReason("page_token", "got a damaged or forged token",
                           v1::ERROR_REASON_PAGE_TOKEN_INVALID);
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(token, &bytes)) return invalid;
  const size_t stop = bytes.find('.');
  if (stop == std::string::npos) return invalid;
  const absl::string_view text = absl::string_view(bytes).substr(0, stop);
  const absl::string_view signature = absl::string_view(bytes).substr(stop + 1);
  int64_t offset = 0;
  if (!ConstantTimeEquals(signature, Sign(text, key)) ||
      !absl::SimpleAtoi(text, &offset) || offset < 0) {
    return invalid;
  }
  return offset;
}

}  // namespace isnad
