#include "ingest_service/recognize/word_borders.h"

#include "absl/strings/ascii.h"
#include "common/names/name_tokens.h"

namespace isnad {
namespace {

// Whether `next` continues the word of the token before it, if it is glued to
// it. An Arabic run meets Latin letters or digits only by a clitic or by a
// missing space.
bool Continues(TokenKind kind, TokenKind next) {
  const bool arabic = kind == TokenKind::kArabic;
  return arabic == (next == TokenKind::kArabic);
}

bool IsGluedWord(const NormalizedText& text, uint32_t token) {
  return token < text.tokens().size() && !text.tokens()[token].space_before &&
         IsWord(text.tokens()[token]);
}

bool IsMark(const NormalizedText& text, uint32_t token,
            absl::string_view mark) {
  return token < text.tokens().size() && !text.tokens()[token].space_before &&
         text.Folded(text.tokens()[token]) == mark;
}

// A dot or comma glued between digits goes on with the number; a dot between
// Latin letters with a domain name.
bool NumberGoesOn(const NormalizedText& text, uint32_t last) {
  if (!IsMark(text, last + 1, ".") && !IsMark(text, last + 1, ",")) {
    return false;
  }
  return IsGluedWord(text, last + 2) &&
         text.tokens()[last].kind == TokenKind::kDigits &&
         text.tokens()[last + 2].kind == TokenKind::kDigits;
}

bool IsDomainSuffix(const NormalizedText& text, uint32_t token) {
  static constexpr absl::string_view kSuffixes[] = {
      "com", "net", "org", "cn", "co", "gov", "edu", "info"};
  if (!IsGluedWord(text, token)) return false;
  const absl::string_view folded = text.Folded(text.tokens()[token]);
  for (const absl::string_view suffix : kSuffixes) {
    if (folded == suffix) return true;
  }
  return false;
}

bool IsSingleLetter(const Token& token) {
  return token.kind == TokenKind::kLatin &&
         token.folded_end - token.folded_begin == 1;
}

// Letters of an initial or of a spoken acronym: "A. B.", "ay. bi. si.".
bool MayBeAbbreviated(const Token& token) {
  const uint32_t bytes = token.folded_end - token.folded_begin;
  return token.kind == TokenKind::kLatin
             ? bytes == 1
             : token.kind == TokenKind::kArabic && bytes <= 6;
}

}  // namespace

bool BeginsGluedWord(const NormalizedText& text, uint32_t token) {
  const Token& before = text.tokens()[token - 1];
  if (!IsWord(before)) {
    // An address of a person or mailbox is no name.
    return text.Folded(before) != "@";
  }
  return !Continues(before.kind, text.tokens()[token].kind);
}

uint32_t EndOfForeignName(const NormalizedText& text, uint32_t last) {
  const TokenKind kind = text.tokens()[last].kind;
  if (NumberGoesOn(text, last)) return kNoToken;
  if (kind == TokenKind::kLatin && IsMark(text, last + 1, ".") &&
      IsDomainSuffix(text, last + 2)) {
    return kNoToken;
  }
  if (!IsGluedWord(text, last + 1) ||
      !Continues(kind, text.tokens()[last + 1].kind)) {
    return last + 1;
  }
  // A capital S is part of a model's name.
  const bool plural =
      text.Text(text.RangeOfTokens(last + 1, last + 1)) == "s" &&
      (!IsGluedWord(text, last + 2) ||
       text.tokens()[last + 2].kind == TokenKind::kArabic);
  return plural ? last + 2 : kNoToken;
}

uint32_t NextOfForeignName(const NormalizedText& text, uint32_t token) {
  const std::vector<Token>& tokens = text.tokens();
  const uint32_t next = token + 1;
  if (next >= tokens.size() || tokens[next].line_before) return kNoToken;
  if (IsWord(tokens[next])) {
    // The number of a one-letter model is written with it, unless the letter
    // is a capital and the number long: "H 20", but not "a 5".
    if (tokens[next].space_before && IsSingleLetter(tokens[token]) &&
        tokens[next].kind == TokenKind::kDigits) {
      const bool number =
          tokens[next].folded_end - tokens[next].folded_begin > 1;
      return number && IsCapitalized(text, token) ? next : kNoToken;
    }
    return next;
  }
  const absl::string_view mark = text.Folded(tokens[next]);
  if (!IsNameJoiner(mark)) return next;
  if (tokens[next].space_before || next + 1 >= tokens.size() ||
      !IsWord(tokens[next + 1]) || tokens[next + 1].line_before) {
    return kNoToken;
  }
  if (tokens[next + 1].space_before &&
      !(mark == "." && MayBeAbbreviated(tokens[token]))) {
    return kNoToken;
  }
  return next + 1;
}

bool IsCapitalized(const NormalizedText& text, uint32_t token) {
  const absl::string_view bytes =
      text.text().substr(text.tokens()[token].text_begin, 1);
  return !bytes.empty() &&
         absl::ascii_isupper(static_cast<unsigned char>(bytes[0]));
}

}  // namespace isnad
