// Where words begin and end, and what may stand inside a name. A word here is
// what a reader takes for one: "H200" although it is two tokens, but not the
// clitic glued to a Latin name.
#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_WORD_BORDERS_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_WORD_BORDERS_H_

#include <cstdint>
#include <vector>

#include "ingest_service/normalize/normalized_text.h"

namespace isnad {

// No token.
inline constexpr uint32_t kNoToken = UINT32_MAX;

// Whether a token is made of letters or digits.
inline bool IsWord(const Token& token) {
  return token.kind != TokenKind::kPunctuation &&
         token.kind != TokenKind::kSymbol;
}

// As BeginsWord, of a token that touches the one before it.
bool BeginsGluedWord(const NormalizedText& text, uint32_t token);

// Whether a name may begin at a token. REQUIRES: it is a word.
inline bool BeginsWord(const NormalizedText& text, uint32_t token) {
  return token == 0 || text.tokens()[token].space_before ||
         BeginsGluedWord(text, token);
}

// As EndOfName, of a token that is not Arabic.
uint32_t EndOfForeignName(const NormalizedText& text, uint32_t last);

// Returns the end of the name whose last token is `last`: last + 1, or one
// more where a plural s follows; kNoToken if no name may end there.
inline uint32_t EndOfName(const NormalizedText& text, uint32_t last) {
  return text.tokens()[last].kind == TokenKind::kArabic
             ? last + 1
             : EndOfForeignName(text, last);
}

// As NextOfName, where what follows is no Arabic word of the same line.
uint32_t NextOfForeignName(const NormalizedText& text, uint32_t token);

// Returns the next token of a name after `token`, over at most one joining
// mark; kNoToken where the name cannot go on.
inline uint32_t NextOfName(const NormalizedText& text, uint32_t token) {
  const std::vector<Token>& tokens = text.tokens();
  const uint32_t next = token + 1;
  return next < tokens.size() && tokens[next].kind == TokenKind::kArabic &&
                 !tokens[next].line_before
             ? next
             : NextOfForeignName(text, token);
}

// Whether the first character of a token is a capital letter of ASCII.
bool IsCapitalized(const NormalizedText& text, uint32_t token);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_WORD_BORDERS_H_
