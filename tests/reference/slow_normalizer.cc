#include "tests/reference/slow_normalizer.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "common/text/fold.h"
#include "ingest_service/normalize/character_reference.h"
#include "ingest_service/normalize/normalized_text.h"
#include "tests/reference/slow_fold.h"

namespace isnad {
namespace {

const SlowFolded& CachedFold(char32_t c) {
  static auto* const cache = new std::map<char32_t, SlowFolded>;
  auto found = cache->find(c);
  if (found == cache->end()) found = cache->emplace(c, SlowFold(c)).first;
  return found->second;
}

TokenKind SlowKind(CharClass c) {
  static const auto* const kinds = new std::map<CharClass, TokenKind>{
      {CharClass::kArabicLetter, TokenKind::kArabic},
      {CharClass::kLatinLetter, TokenKind::kLatin},
      {CharClass::kOtherLetter, TokenKind::kOtherLetter},
      {CharClass::kDigit, TokenKind::kDigits},
      {CharClass::kPunctuation, TokenKind::kPunctuation},
      {CharClass::kSymbol, TokenKind::kSymbol}};
  return kinds->at(c);
}

bool StandsAlone(TokenKind kind) {
  return kind == TokenKind::kPunctuation || kind == TokenKind::kSymbol;
}

}  // namespace

NormalizedText::Parts SlowScanText(absl::string_view text) {
  NormalizedText::Parts parts;
  bool space = true;
  bool line = true;
  for (size_t position = 0; position < text.size();) {
    const auto begin = static_cast<uint32_t>(position);
    const SlowFolded& folded = CachedFold(ReadCharacter(text, position));
    const auto end = static_cast<uint32_t>(position);
    const CharClass c = folded.char_class;
    if (c == CharClass::kSpace || c == CharClass::kLineBreak) {
      space = true;
      line = line || c == CharClass::kLineBreak;
    } else if (c == CharClass::kCombining) {
      if (!space) parts.tokens.back().text_end = end;
    } else if (c != CharClass::kInvisible) {
      const TokenKind kind = SlowKind(c);
      const bool joins = !space && !parts.tokens.empty() &&
                         parts.tokens.back().kind == kind && !StandsAlone(kind);
      if (!joins) {
        if (space && !parts.tokens.empty()) parts.folded += " ";
        Token token;
        token.folded_begin = static_cast<uint32_t>(parts.folded.size());
        token.text_begin = begin;
        token.kind = kind;
        token.space_before = space;
        token.line_before = line;
        if (StandsAlone(kind) || line || !space) {
          parts.breaks.push_back(static_cast<uint32_t>(parts.tokens.size()));
        }
        parts.tokens.push_back(token);
      }
      parts.folded += folded.bytes;
      parts.tokens.back().folded_end =
          static_cast<uint32_t>(parts.folded.size());
      parts.tokens.back().text_end = end;
      space = false;
      line = false;
    }
  }
  for (Token& token : parts.tokens) {
    parts.bytes_of_kinds[static_cast<size_t>(token.kind)] +=
        token.folded_end - token.folded_begin;
    token.hash = HashToken(
        absl::string_view(parts.folded)
            .substr(token.folded_begin, token.folded_end - token.folded_begin));
  }
  return parts;
}

}  // namespace isnad
