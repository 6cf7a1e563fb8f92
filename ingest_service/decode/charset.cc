#include "ingest_service/decode/charset.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace isnad {
namespace {

struct Label {
  absl::string_view name;
  Charset charset;
};

constexpr Label kLabels[] = {
    {"utf-8", Charset::kUtf8},
    {"utf8", Charset::kUtf8},
    {"unicode-1-1-utf-8", Charset::kUtf8},
    {"us-ascii", Charset::kUtf8},
    {"ascii", Charset::kUtf8},
    {"utf-16", Charset::kUtf16Le},
    {"utf-16le", Charset::kUtf16Le},
    {"utf16", Charset::kUtf16Le},
    {"utf16le", Charset::kUtf16Le},
    {"unicode", Charset::kUtf16Le},
    {"ucs-2", Charset::kUtf16Le},
    {"utf-16be", Charset::kUtf16Be},
    {"utf16be", Charset::kUtf16Be},
    {"unicodefffe", Charset::kUtf16Be},
    {"windows-1256", Charset::kWindows1256},
    {"windows1256", Charset::kWindows1256},
    {"cp1256", Charset::kWindows1256},
    {"cp-1256", Charset::kWindows1256},
    {"x-cp1256", Charset::kWindows1256},
    {"win-1256", Charset::kWindows1256},
    {"iso-8859-6", Charset::kIso88596},
    {"iso8859-6", Charset::kIso88596},
    {"iso88596", Charset::kIso88596},
    {"iso_8859-6", Charset::kIso88596},
    {"iso_8859-6:1987", Charset::kIso88596},
    {"iso-8859-6-e", Charset::kIso88596},
    {"iso-8859-6-i", Charset::kIso88596},
    {"iso-ir-127", Charset::kIso88596},
    {"arabic", Charset::kIso88596},
    {"csisolatinarabic", Charset::kIso88596},
    {"ecma-114", Charset::kIso88596},
    {"asmo-708", Charset::kIso88596},
};

// The standard looks at the first 1,024 bytes; pages with long scripts before
// their meta tags need more.
constexpr size_t kHtmlPrefixBytes = 8192;

}  // namespace

absl::string_view CharsetName(Charset charset) {
  switch (charset) {
    case Charset::kUtf8:
      return "utf-8";
    case Charset::kUtf16Le:
      return "utf-16le";
    case Charset::kUtf16Be:
      return "utf-16be";
    case Charset::kWindows1256:
      return "windows-1256";
    case Charset::kIso88596:
      return "iso-8859-6";
  }
  return "";
}

absl::optional<Charset> CharsetByLabel(absl::string_view label) {
  const absl::string_view wanted = absl::StripAsciiWhitespace(label);
  for (const Label& known : kLabels) {
    if (absl::EqualsIgnoreCase(known.name, wanted)) return known.charset;
  }
  return absl::nullopt;
}

absl::optional<ByteOrderMark> FindByteOrderMark(absl::string_view bytes) {
  if (absl::StartsWith(bytes, "\xEF\xBB\xBF")) {
    return ByteOrderMark{Charset::kUtf8, 3};
  }
  if (absl::StartsWith(bytes, "\xFF\xFE")) {
    return ByteOrderMark{Charset::kUtf16Le, 2};
  }
  if (absl::StartsWith(bytes, "\xFE\xFF")) {
    return ByteOrderMark{Charset::kUtf16Be, 2};
  }
  return absl::nullopt;
}

absl::string_view FindHtmlCharset(absl::string_view bytes) {
  const absl::string_view prefix = bytes.substr(0, kHtmlPrefixBytes);
  const std::string lower = absl::AsciiStrToLower(prefix);
  for (size_t meta = lower.find("<meta"); meta != std::string::npos;
       meta = lower.find("<meta", meta + 1)) {
    const size_t tag_end = lower.find('>', meta);
    size_t value = lower.find("charset", meta);
    if (tag_end == std::string::npos || value >= tag_end) continue;
    value = lower.find_first_not_of(" \t\r\n", value + 7);
    if (value >= tag_end || lower[value] != '=') continue;
    value = lower.find_first_not_of(" \t\r\n\"'", value + 1);
    if (value >= tag_end) continue;
    const size_t end = lower.find_first_of(" \t\r\n\"';>/", value);
    return prefix.substr(value, end - value);
  }
  return "";
}

}  // namespace isnad
