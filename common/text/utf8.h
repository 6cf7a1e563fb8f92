// Walking UTF-8 (RFC 3629) one code point at a time.
#ifndef ISNAD_COMMON_TEXT_UTF8_H_
#define ISNAD_COMMON_TEXT_UTF8_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace isnad {

// What stands for bytes that are no character.
inline constexpr char32_t kReplacementCharacter = 0xFFFD;

// NextCodePoint() of any character.
char32_t NextLongCodePoint(absl::string_view text, size_t& position);

// Returns the code point at `position`, which moves behind it. Each maximal
// part of an ill-formed sequence reads as one U+FFFD (Unicode 15, table 3-8).
// REQUIRES: position < text.size().
inline char32_t NextCodePoint(absl::string_view text, size_t& position) {
  const auto lead = static_cast<unsigned char>(text[position]);
  if (lead < 0x80) {
    ++position;
    return lead;
  }
  if (lead >= 0xC2 && lead < 0xE0 && position + 1 < text.size()) {
    const auto next = static_cast<unsigned char>(text[position + 1]);
    if ((next & 0xC0) == 0x80) {
      position += 2;
      return static_cast<char32_t>((lead & 0x1Fu) << 6 | (next & 0x3Fu));
    }
  }
  return NextLongCodePoint(text, position);
}

// Appends the UTF-8 of a code point; U+FFFD for surrogates and numbers from
// 0x110000 on.
void AppendCodePoint(char32_t code_point, std::string& out);

// Whether all of `text` is well-formed UTF-8.
bool IsValidUtf8(absl::string_view text);

// Whether a byte begins a character, rather than continuing one.
inline bool IsCharacterStart(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

// Whether `position` is 0, the end, or where a character begins.
inline bool IsCharacterBorder(absl::string_view text, size_t position) {
  return position == text.size() ||
         (position < text.size() && IsCharacterStart(text[position]));
}

}  // namespace isnad

#endif  // ISNAD_COMMON_TEXT_UTF8_H_
