#include "client/cli/html_text.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/text/utf8.h"

namespace isnad {
namespace {

// Embeddings, overrides and isolates with what ends them (UAX #9, 2).
bool TurnsDirection(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

// What HTML does not allow in text: controls but for white space, and
// noncharacters (HTML Standard, 13.2.3.5).
bool IsForbidden(char32_t c) {
  const bool is_white = c == '\t' || c == '\n' || c == '\r';
  return (c < 0x20 && !is_white) || (c >= 0x7F && c <= 0x9F) ||
         (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

void AppendEscaped(char32_t c, std::string& out) {
  switch (c) {
    case '&':
      out += "&amp;";
      return;
    case '<':
      out += "&lt;";
      return;
    case '>':
      out += "&gt;";
      return;
    case '"':
      out += "&quot;";
      return;
    case '\'':
      out += "&#39;";
      return;
    default:
      AppendCodePoint(IsForbidden(c) ? kReplacementCharacter : c, out);
  }
}

}  // namespace

std::string EscapeHtml(absl::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t position = 0; position < text.size();) {
    const char32_t c = NextCodePoint(text, position);
    if (!TurnsDirection(c)) AppendEscaped(c, out);
  }
  return out;
}

std::string EscapeSourceText(absl::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t position = 0; position < text.size();) {
    const char32_t c = NextCodePoint(text, position);
    if (TurnsDirection(c)) {
      absl::StrAppend(&out, "<span class=\"control\" dir=\"ltr\">",
                      absl::StrFormat("U+%04X", static_cast<uint32_t>(c)),
                      "</span>");
    } else {
      AppendEscaped(c, out);
    }
  }
  return out;
}

bool IsSafeLink(absl::string_view uri) {
  return absl::StartsWithIgnoreCase(uri, "https://") ||
         absl::StartsWithIgnoreCase(uri, "http://");
}

}  // namespace isnad
