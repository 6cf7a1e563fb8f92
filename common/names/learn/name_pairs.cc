#include "common/names/learn/name_pairs.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/names/name_symbols.h"
#include "common/text/utf8.h"

namespace isnad {
namespace {

absl::Status BadLine(absl::string_view file, size_t line,
                     absl::string_view problem) {
  return absl::InvalidArgumentError(
      absl::StrCat(file, ":", line, ": ", problem));
}

bool AllOf(const std::vector<SymbolToken>& tokens, NameAlphabet alphabet) {
  return std::all_of(
      tokens.begin(), tokens.end(),
      [&](const SymbolToken& token) { return token.alphabet == alphabet; });
}

}  // namespace

absl::Status AddNamePairs(absl::string_view file, absl::string_view table,
                          NamePairs* pairs) {
  size_t line_number = 0;
  for (absl::string_view line : absl::StrSplit(table, '\n')) {
    ++line_number;
    line = absl::StripSuffix(line, "\r");
    if (line.empty()) continue;
    if (!IsValidUtf8(line)) return BadLine(file, line_number, "not UTF-8");
    const std::vector<absl::string_view> fields = absl::StrSplit(line, '\t');
    if (fields.size() < 2) {
      return BadLine(file, line_number, "got no tab, want LATIN TAB ARABIC");
    }
    const absl::string_view latin_name = absl::StripAsciiWhitespace(fields[0]);
    const absl::string_view arabic_name = absl::StripAsciiWhitespace(fields[1]);
    if (latin_name.empty() || arabic_name.empty()) {
      return BadLine(file, line_number, "got an empty name");
    }
    const std::vector<SymbolToken> latin = SymbolTokens(latin_name);
    const std::vector<SymbolToken> arabic = SymbolTokens(arabic_name);
    if (latin.empty() || latin.size() != arabic.size() ||
        !AllOf(latin, NameAlphabet::kLatin) ||
        !AllOf(arabic, NameAlphabet::kArabic)) {
      ++pairs->skipped_lines;
      continue;
    }
    for (size_t i = 0; i < latin.size(); ++i) {
      pairs->tokens.push_back({latin[i].symbols, arabic[i].symbols});
    }
  }
  return absl::OkStatus();
}

}  // namespace isnad
