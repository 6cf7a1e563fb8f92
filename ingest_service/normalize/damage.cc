#include "ingest_service/normalize/damage.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "ingest_service/normalize/damage_checks.h"
#include "ingest_service/normalize/normalized_text.h"
#include "ingest_service/normalize/phrases.h"

namespace isnad {
namespace {

// What is written onto a word that follows, folded: and, so, with, as, for,
// will, the, and their joins.
constexpr absl::string_view kClitics[] = {
    "\u0648",                    // w
    "\u0641",                    // f
    "\u0628",                    // b
    "\u0643",                    // k
    "\u0644",                    // l
    "\u0633",                    // s
    "\u0627\u0644",              // al
    "\u0644\u0644",              // ll
    "\u0648\u0627\u0644",        // wal
    "\u0641\u0627\u0644",        // fal
    "\u0628\u0627\u0644",        // bal
    "\u0643\u0627\u0644",        // kal
    "\u0648\u0628",              // wb
    "\u0648\u0644",              // wl
    "\u0648\u0643",              // wk
    "\u0648\u0633",              // ws
    "\u0641\u0628",              // fb
    "\u0641\u0644",              // fl
    "\u0648\u0644\u0644",        // wll
    "\u0648\u0628\u0627\u0644",  // wbal
};

bool IsLetters(const Token& token) {
  return token.kind == TokenKind::kArabic || token.kind == TokenKind::kLatin ||
         token.kind == TokenKind::kOtherLetter;
}

bool IsClitic(absl::string_view folded) {
  return std::find(std::begin(kClitics), std::end(kClitics), folded) !=
         std::end(kClitics);
}

// Whether token i+1 stands right behind token i, with not even tatweel or an
// invisible mark between: those are put there on purpose.
bool Adjoin(const std::vector<Token>& tokens, size_t i) {
  return i + 1 < tokens.size() &&
         tokens[i].text_end == tokens[i + 1].text_begin;
}

// Whether tokens i and i+1 are letters of two scripts that should not meet.
bool IsMixture(const NormalizedText& normalized, size_t i) {
  const std::vector<Token>& tokens = normalized.tokens();
  if (!IsLetters(tokens[i]) || !Adjoin(tokens, i) ||
      !IsLetters(tokens[i + 1])) {
    return false;
  }
  return tokens[i].kind != TokenKind::kArabic ||
         tokens[i + 1].kind != TokenKind::kLatin ||
         !IsClitic(normalized.Folded(tokens[i]));
}

// Identifies letters followed by digits.
uint64_t ModelKey(uint64_t letters, uint64_t digits) {
  return letters * 31 + digits;
}

using ModelSet = absl::flat_hash_set<uint64_t>;

// All "letters digits" pairs of the document.
ModelSet FindModels(const NormalizedText& normalized) {
  ModelSet models;
  const std::vector<Token>& tokens = normalized.tokens();
  for (size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (tokens[i].kind == TokenKind::kLatin &&
        tokens[i + 1].kind == TokenKind::kDigits &&
        !tokens[i + 1].space_before) {
      models.insert(ModelKey(tokens[i].hash, tokens[i + 1].hash));
    }
  }
  return models;
}

// How many letters O the token is, but for a plural s; 0 if it is another.
size_t CountLetterO(absl::string_view folded) {
  absl::string_view rest = absl::StripSuffix(folded, "s");
  const size_t count = rest.size();
  while (absl::ConsumePrefix(&rest, "o")) {
  }
  return rest.empty() ? count : 0;
}

// Whether tokens i.. are letters, digits and letters O in one word.
bool HasLetterO(const NormalizedText& normalized, size_t i) {
  const std::vector<Token>& tokens = normalized.tokens();
  return i + 2 < tokens.size() && tokens[i].kind == TokenKind::kLatin &&
         tokens[i + 1].kind == TokenKind::kDigits && Adjoin(tokens, i) &&
         tokens[i + 2].kind == TokenKind::kLatin && Adjoin(tokens, i + 1) &&
         CountLetterO(normalized.Folded(tokens[i + 2])) > 0;
}

// The key of the model that was meant by the letters O from token i on.
uint64_t MeantKey(const NormalizedText& normalized, size_t i) {
  const std::vector<Token>& tokens = normalized.tokens();
  std::string digits(normalized.Folded(tokens[i + 1]));
  digits.append(CountLetterO(normalized.Folded(tokens[i + 2])), '0');
  return ModelKey(tokens[i].hash, HashToken(digits));
}

}  // namespace

void AddDamage(v1::WarningCode code, TextRange range, const char* message,
               std::vector<v1::Warning>& warnings) {
  v1::Warning& warning = warnings.emplace_back();
  warning.set_code(code);
  warning.mutable_span()->set_start_byte(static_cast<int32_t>(range.begin));
  warning.mutable_span()->set_end_byte(static_cast<int32_t>(range.end));
  warning.set_message(message);
}

void FindLettersForDigits(const NormalizedText& normalized,
                          std::vector<v1::Warning>& warnings) {
  const std::vector<Token>& tokens = normalized.tokens();
  ModelSet models;  // made when the first candidate comes
  for (uint32_t i = 0; i < tokens.size(); ++i) {
    if (!HasLetterO(normalized, i)) continue;
    if (models.empty()) models = FindModels(normalized);
    const bool chip =
        i > 0 && EmbeddedPhrases().Match(PhraseKind::kChip, tokens, i - 1, i);
    if (!chip && !models.contains(MeantKey(normalized, i))) continue;
    AddDamage(v1::WARNING_CODE_LETTER_FOR_DIGIT,
              normalized.RangeOfTokens(i, i + 2),
              "A letter O stands for the digit 0.", warnings);
  }
}

void FindTranslationDamage(const NormalizedText& normalized,
                           std::vector<v1::Warning>& warnings) {
  const Phrases& phrases = EmbeddedPhrases();
  const std::vector<Token>& tokens = normalized.tokens();
  const auto size = static_cast<uint32_t>(tokens.size());
  for (uint32_t i = 0; i < size; ++i) {
    if (!phrases.MayBegin(tokens[i])) continue;
    uint32_t begin = i;
    uint32_t length = phrases.Match(PhraseKind::kLiteral, tokens, i, size);
    if (length == 0) {
      begin += phrases.Match(PhraseKind::kHead, tokens, i, size);
      if (begin == i) continue;
      length = phrases.Match(PhraseKind::kMistaken, tokens, begin, size);
    }
    if (length == 0) continue;
    AddDamage(v1::WARNING_CODE_TRANSLATION_DAMAGE,
              normalized.RangeOfTokens(begin, begin + length - 1),
              "A machine translated this word by word.", warnings);
  }
}

void FindMixedScriptWords(const NormalizedText& normalized,
                          std::vector<v1::Warning>& warnings) {
  const std::vector<Token>& tokens = normalized.tokens();
  for (uint32_t i = 0; i < tokens.size(); ++i) {
    if (!IsMixture(normalized, i)) continue;
    uint32_t first = i;
    while (first > 0 && Adjoin(tokens, first - 1) &&
           IsLetters(tokens[first - 1])) {
      --first;
    }
    uint32_t last = i + 1;
    while (Adjoin(tokens, last) && IsLetters(tokens[last + 1])) ++last;
    AddDamage(v1::WARNING_CODE_MIXED_SCRIPT_WORD,
              normalized.RangeOfTokens(first, last),
              "A word has letters of two scripts.", warnings);
    i = last;
  }
}

std::vector<v1::Warning> FindDamage(const NormalizedText& normalized) {
  std::vector<v1::Warning> warnings;
  FindLettersForDigits(normalized, warnings);
  FindTranslationDamage(normalized, warnings);
  FindMixedScriptWords(normalized, warnings);
  FindImpossibleDates(normalized, warnings);
  FindUnmatchedQuotes(normalized, warnings);
  std::stable_sort(warnings.begin(), warnings.end(),
                   [](const v1::Warning& a, const v1::Warning& b) {
                     return a.span().start_byte() < b.span().start_byte();
                   });
  return warnings;
}

}  // namespace isnad
