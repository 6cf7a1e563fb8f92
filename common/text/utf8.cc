#include "common/text/utf8.h"

#include <unicode/utf8.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "simdjson.h"

namespace isnad {

char32_t NextLongCodePoint(absl::string_view text, size_t& position) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  UChar32 code_point = 0;
  U8_NEXT_OR_FFFD(bytes, position, text.size(), code_point);
  return static_cast<char32_t>(code_point);
}

void AppendCodePoint(char32_t code_point, std::string& out) {
  uint8_t bytes[U8_MAX_LENGTH];
  size_t length = 0;
  UBool failed = 0;
  U8_APPEND(bytes, length, sizeof(bytes), code_point, failed);
  if (failed) {
    AppendCodePoint(kReplacementCharacter, out);
    return;
  }
  out.append(reinterpret_cast<const char*>(bytes), length);
}

bool IsValidUtf8(absl::string_view text) {
  return simdjson::validate_utf8(text.data(), text.size());
}

}  // namespace isnad
