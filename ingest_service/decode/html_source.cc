#include "ingest_service/decode/html_source.h"

#include <gumbo.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "common/text/utf8.h"
#include "ingest_service/decode/alignment.h"

namespace isnad {
namespace {

// The longest name of the standard, CounterClockwiseContourIntegral, has 31
// letters; numbers may have leading zeros.
constexpr size_t kMaxReferenceBytes = 64;

bool IsNameByte(char byte) {
  return absl::ascii_isalnum(static_cast<unsigned char>(byte));
}

SourceRange Range(size_t begin, size_t end) {
  return {static_cast<int64_t>(begin), static_cast<int64_t>(end)};
}

// Whether a reference beginning here stands for the ampersand itself.
bool IsAmpersandReference(absl::string_view rest) {
  return absl::StartsWithIgnoreCase(rest, "&amp") ||
         absl::StartsWith(rest, "&#38") ||
         absl::StartsWithIgnoreCase(rest, "&#x26");
}

}  // namespace

SourceOfText::SourceOfText(absl::string_view html, const GumboText& node)
    : html_(html) {
  const char* begin = node.original_text.data;
  if (begin == nullptr || begin < html.data() ||
      begin > html.data() + html.size()) {
    at_ = end_ = 0;
    return;
  }
  at_ = static_cast<size_t>(begin - html.data());
  end_ = at_ + std::min(node.original_text.length, html.size() - at_);
}

// Length of the reference with which the rest begins, 0 if it begins with none
// that could give `character`.
size_t SourceOfText::ReferenceLength(absl::string_view character) const {
  const absl::string_view rest = Rest().substr(0, kMaxReferenceBytes);
  if (rest.empty() || rest[0] != '&') return 0;
  if (character == "&" && !IsAmpersandReference(rest)) return 0;
  size_t end = 1;
  if (end < rest.size() && rest[end] == '#') ++end;
  while (end < rest.size() && IsNameByte(rest[end])) ++end;
  if (end < rest.size() && rest[end] == ';') return end + 1;
  // Without semicolon an old name ends where it is known to end; only the
  // ampersand's is told from the letters that follow it.
  if (character == "&" && rest[1] != '#') return 4;
  return end;
}

SourceRange SourceOfText::Next(absl::string_view character) {
  while (at_ < end_) {
    const absl::string_view rest = Rest();
    const size_t begin = at_;
    if (const size_t length = ReferenceLength(character); length > 0) {
      at_ += length;
      after_reference_ = true;
      return Range(begin, at_);
    }
    if (absl::StartsWith(rest, character)) {
      at_ += character.size();
      after_reference_ = false;
      return Range(begin, at_);
    }
    if (after_reference_) break;
    if (rest[0] == '\r' && character == "\n") {
      at_ += absl::StartsWith(rest, "\r\n") ? 2 : 1;
      return Range(begin, at_);
    }
    if (character == "\uFFFD") {
      NextCodePoint(html_, at_);
      return Range(begin, at_);
    }
    if (rest[0] == '<') {
      const size_t close = rest.find('>');
      at_ = close == absl::string_view::npos ? end_ : at_ + close + 1;
      continue;
    }
    NextCodePoint(html_, at_);
  }
  after_reference_ = false;
  return Range(at_, at_);
}

}  // namespace isnad
