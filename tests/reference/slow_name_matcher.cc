#include "tests/reference/slow_name_matcher.h"

#include <algorithm>

#include "absl/strings/string_view.h"
#include "common/names/name_tokens.h"
#include "ingest_service/recognize/clitics.h"
#include "ingest_service/recognize/word_borders.h"

namespace isnad {
namespace {

// The end of a name whose first token reads `first`, kNoToken if it is not
// there.
uint32_t EndAt(const std::vector<std::string>& name, const NormalizedText& text,
               uint32_t token, absl::string_view first) {
  if (first != name[0]) return kNoToken;
  const uint32_t sentence_end =
      text.sentences()[text.SentenceOf(token)].token_end;
  uint32_t last = token;
  for (size_t i = 1; i < name.size(); ++i) {
    last = NextOfName(text, last);
    if (last == kNoToken || last >= sentence_end) return kNoToken;
    if (text.Folded(text.tokens()[last]) != name[i]) return kNoToken;
  }
  return EndOfName(text, last);
}

}  // namespace

std::vector<SlowMatch> SlowMatches(
    const std::vector<std::pair<std::vector<std::string>, uint32_t>>& names,
    const NormalizedText& text) {
  std::vector<SlowMatch> matches;
  for (uint32_t i = 0; i < text.tokens().size(); ++i) {
    const Token& token = text.tokens()[i];
    const bool notice =
        text.sentences()[text.SentenceOf(i)].kind == SentenceKind::kBoilerplate;
    if (notice || !IsWord(token) || !BeginsWord(text, i)) continue;
    const std::string word(text.Folded(token));
    std::vector<std::pair<std::string, uint32_t>> readings = {{word, 0}};
    if (token.kind == TokenKind::kArabic) {
      std::string buffer;
      for (const CliticReading& reading : CliticReadings(word)) {
        readings.emplace_back(std::string(RestOf(word, reading, &buffer)),
                              reading.offset);
      }
    }
    for (const auto& [name, value] : names) {
      for (const auto& [first, clitic_bytes] : readings) {
        const uint32_t end = EndAt(name, text, i, first);
        if (end == kNoToken) continue;
        matches.emplace_back(i, end, clitic_bytes, value);
      }
    }
  }
  std::sort(matches.begin(), matches.end());
  matches.erase(std::unique(matches.begin(), matches.end()), matches.end());
  return matches;
}

}  // namespace isnad
