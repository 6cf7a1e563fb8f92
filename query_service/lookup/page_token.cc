#include "query_service/lookup/page_token.h"

#include "absl/strings/escaping.h"
#include "common/base/sha256.h"
#include "common/status/errors.h"

namespace isnad {
namespace {

constexpr char kVersion = 1;
constexpr size_t kHeaderBytes = 17;
constexpr size_t kSignatureBytes = 16;
// Longer tokens are none of ours: ids have at most 128 bytes.
constexpr size_t kMaxEncodedBytes = 1024;

void AppendFixed64(uint64_t value, std::string& out) {
  for (int shift = 0; shift < 64; shift += 8) {
    out += static_cast<char>((value >> shift) & 0xFF);
  }
}

uint64_t Fixed64(absl::string_view bytes) {
  uint64_t value = 0;
  for (size_t i = 8; i-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return value;
}

absl::Status Invalid() {
  return FieldErrorWithReason(
      "page_token",
      "got one that is damaged, forged or of another request, want "
      "next_page_token of an answer to the same request",
      v1::ERROR_REASON_PAGE_TOKEN_INVALID);
}

}  // namespace

std::string PageTokens::Encode(const PageToken& token) const {
  std::string bytes(1, kVersion);
  AppendFixed64(static_cast<uint64_t>(token.revision), bytes);
  AppendFixed64(token.request, bytes);
  bytes += token.position;
  bytes += HmacSha256(key_, bytes).substr(0, kSignatureBytes);
  return absl::WebSafeBase64Escape(bytes);
}

absl::StatusOr<PageToken> PageTokens::Decode(absl::string_view encoded,
                                             uint64_t request) const {
  std::string bytes;
  if (encoded.size() > kMaxEncodedBytes ||
      !absl::WebSafeBase64Unescape(encoded, &bytes) ||
      bytes.size() < kHeaderBytes + kSignatureBytes || bytes[0] != kVersion) {
    return Invalid();
  }
  const absl::string_view all = bytes;
  const absl::string_view said = all.substr(0, all.size() - kSignatureBytes);
  if (!ConstantTimeEquals(HmacSha256(key_, said).substr(0, kSignatureBytes),
                          all.substr(said.size()))) {
    return Invalid();
  }
  PageToken token;
  token.revision = static_cast<int64_t>(Fixed64(said.substr(1, 8)));
  token.request = Fixed64(said.substr(9, 8));
  token.position = std::string(said.substr(kHeaderBytes));
  if (token.request != request) return Invalid();
  return token;
}

}  // namespace isnad
