// Quotation marks are paired within a line and within a family: guillemets,
// and all the others, which writers and fonts mix freely. An even number is
// taken as matched, whichever way the marks point. Of an odd number the one
// that finds no partner by where it stands is reported.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "ingest_service/normalize/character_reference.h"
#include "ingest_service/normalize/damage_checks.h"
#include "ingest_service/normalize/normalized_text.h"

namespace isnad {
namespace {

constexpr char32_t kLeftGuillemet = 0xAB;
constexpr char32_t kRightGuillemet = 0xBB;

bool IsGuillemet(const NormalizedText& normalized, const Token& token) {
  size_t position = token.text_begin;
  const char32_t c = ReadCharacter(normalized.text(), position);
  return c == kLeftGuillemet || c == kRightGuillemet;
}

// Whether white space, the line's end or a mark follows.
bool EndsWord(const std::vector<Token>& tokens, uint32_t i) {
  return i + 1 >= tokens.size() || tokens[i + 1].space_before ||
         tokens[i + 1].kind == TokenKind::kPunctuation;
}

// A mark behind a number that opens nothing is an inch sign.
bool IsInchSign(const std::vector<Token>& tokens, uint32_t i) {
  return i > 0 && !tokens[i].space_before &&
         tokens[i - 1].kind == TokenKind::kDigits && EndsWord(tokens, i);
}

class QuoteFamily {
 public:
  void Add(const std::vector<Token>& tokens, uint32_t i) {
    if (count_ % 2 == 0 && IsInchSign(tokens, i)) return;
    ++count_;
    last_ = i;
    const bool closes = !tokens[i].space_before && EndsWord(tokens, i);
    if (!closes) {
      open_.push_back(i);
    } else if (!open_.empty()) {
      open_.pop_back();
    } else {
      stray_ = i;
    }
  }

  // Reports the odd mark of the line, and is ready for the next line.
  void Finish(const NormalizedText& normalized,
              std::vector<v1::Warning>& warnings) {
    if (count_ % 2 == 1) {
      const uint32_t odd = !open_.empty()    ? open_.back()
                           : stray_ != kNone ? stray_
                                             : last_;
      AddDamage(v1::WARNING_CODE_UNMATCHED_QUOTE,
                normalized.RangeOfTokens(odd, odd),
                "A quotation mark has no partner in its line.", warnings);
    }
    *this = QuoteFamily();
  }

 private:
  static constexpr uint32_t kNone = ~uint32_t{0};

  uint32_t count_ = 0;
  uint32_t last_ = kNone;
  uint32_t stray_ = kNone;
  std::vector<uint32_t> open_;
};

}  // namespace

void FindUnmatchedQuotes(const NormalizedText& normalized,
                         const std::vector<QuoteToken>& quotes,
                         std::vector<v1::Warning>& warnings) {
  QuoteFamily guillemets;
  QuoteFamily others;
  const std::vector<Token>& tokens = normalized.tokens();
  uint32_t line = 0;
  for (const QuoteToken& quote : quotes) {
    if (quote.line != line) {
      guillemets.Finish(normalized, warnings);
      others.Finish(normalized, warnings);
      line = quote.line;
    }
    QuoteFamily& family =
        IsGuillemet(normalized, tokens[quote.token]) ? guillemets : others;
    family.Add(tokens, quote.token);
  }
  guillemets.Finish(normalized, warnings);
  others.Finish(normalized, warnings);
}

}  // namespace isnad
