#include "client/cli/display_width.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <cstdint>
#include <memory>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "common/text/utf8.h"

namespace isnad {
namespace {

constexpr absl::string_view kEllipsis = "\u2026";
constexpr absl::string_view kFirstStrongIsolate = "\u2068";
constexpr absl::string_view kPopDirectionalIsolate = "\u2069";

int WidthOf(char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  // Medial vowels and final consonants of Hangul join the syllable before.
  if (c >= 0x1160 && c <= 0x11FF) return 0;
  switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
      return 0;
    case U_FORMAT_CHAR:
      // Signs such as U+0600 are of this category too, and are seen.
      return u_hasBinaryProperty(c, UCHAR_PREPENDED_CONCATENATION_MARK) ? 1 : 0;
    default:
      break;
  }
  const int wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

// Returns how many bytes of `text` fit into `columns` without splitting a
// grapheme cluster. 0 if the clusters cannot be told.
size_t BytesWithin(absl::string_view text, int columns) {
  UErrorCode status = U_ZERO_ERROR;
  UText utext = UTEXT_INITIALIZER;
  utext_openUTF8(&utext, text.data(), static_cast<int64_t>(text.size()),
                 &status);
  const absl::Cleanup close_text = [&utext] { utext_close(&utext); };
  const std::unique_ptr<icu::BreakIterator> clusters(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(),
                                                  status));
  if (U_FAILURE(status)) return 0;
  clusters->setText(&utext, status);
  if (U_FAILURE(status)) return 0;
  size_t fits = 0;
  int used = 0;
  for (int32_t end = clusters->next(); end != icu::BreakIterator::DONE;
       end = clusters->next()) {
    const size_t border = static_cast<size_t>(end);
    used += DisplayWidth(text.substr(fits, border - fits));
    if (used > columns) break;
    fits = border;
  }
  return fits;
}

}  // namespace

std::string PrintableText(absl::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (size_t position = 0; position < text.size();) {
    const char32_t code_point = NextCodePoint(text, position);
    const auto c = static_cast<UChar32>(code_point);
    if (u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL)) continue;
    const int8_t type = u_charType(c);
    if (type == U_CONTROL_CHAR || type == U_LINE_SEPARATOR ||
        type == U_PARAGRAPH_SEPARATOR) {
      result += ' ';
    } else {
      AppendCodePoint(code_point, result);
    }
  }
  return result;
}

int DisplayWidth(absl::string_view text) {
  int width = 0;
  for (size_t position = 0; position < text.size();) {
    width += WidthOf(NextCodePoint(text, position));
  }
  return width;
}

std::string CutToWidth(absl::string_view text, int columns) {
  if (DisplayWidth(text) <= columns) return std::string(text);
  return absl::StrCat(text.substr(0, BytesWithin(text, columns - 1)),
                      kEllipsis);
}

bool HasRightToLeft(absl::string_view text) {
  for (size_t position = 0; position < text.size();) {
    const char32_t code_point = NextCodePoint(text, position);
    const UCharDirection direction =
        u_charDirection(static_cast<UChar32>(code_point));
    if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) {
      return true;
    }
  }
  return false;
}

std::string Isolated(absl::string_view text) {
  return absl::StrCat(kFirstStrongIsolate, text, kPopDirectionalIsolate);
}

}  // namespace isnad
