#include "ingest_service/normalize/damage.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "common/base/hash_filter.h"
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

// Whether the letters of token i and those right behind it are of two scripts
// that should not meet.
bool IsMixture(const NormalizedText& normalized, size_t i) {
  const std::vector<Token>& tokens = normalized.tokens();
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
ModelSet KeysOf(const NormalizedText& normalized,
                const std::vector<uint32_t>& models) {
  ModelSet keys;
  const std::vector<Token>& tokens = normalized.tokens();
  for (const uint32_t i : models) {
    keys.insert(ModelKey(tokens[i].hash, tokens[i + 1].hash));
  }
  return keys;
}

// How many letters O the token is, but for a plural s; 0 if it is another.
size_t CountLetterO(absl::string_view folded) {
  absl::string_view rest = absl::StripSuffix(folded, "s");
  const size_t count = rest.size();
  while (absl::ConsumePrefix(&rest, "o")) {
  }
  return rest.empty() ? count : 0;
}

// Whether letters O stand behind the letters and digits from token i on, in one
// word.
bool HasLetterO(const NormalizedText& normalized, size_t i) {
  const std::vector<Token>& tokens = normalized.tokens();
  return i + 2 < tokens.size() && Adjoin(tokens, i) &&
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

// Whether the word for what a mistaken name names ends before a token: without
// it the name may be an honest word.
bool IsBehindHead(const std::vector<Token>& tokens, uint32_t i) {
  const Phrases& known = EmbeddedPhrases();
  const auto size = static_cast<uint32_t>(tokens.size());
  for (uint32_t length = 1; length <= std::min(i, known.longest()); ++length) {
    if (known.Match(PhraseKind::kHead, tokens, i - length, size) == length) {
      return true;
    }
  }
  return false;
}

// The words that the checks look at, which are few.
struct DamageWords {
  std::vector<uint64_t> month_places;  // of the filters
  std::vector<uint64_t> all_places;
  HashFilter months;
  HashFilter all;
};

const DamageWords& AllDamageWords() {
  static const DamageWords* const words = [] {
    std::vector<uint64_t> hashes = MonthWords();
    auto* made = new DamageWords;
    made->month_places = HashFilter::WordsOf(hashes);
    made->months = HashFilter(made->month_places);
    for (const PhraseKind kind :
         {PhraseKind::kLiteral, PhraseKind::kMistaken}) {
      const std::vector<uint64_t> more = EmbeddedPhrases().FirstTokens(kind);
      hashes.insert(hashes.end(), more.begin(), more.end());
    }
    made->all_places = HashFilter::WordsOf(hashes);
    made->all = HashFilter(made->all_places);
    return made;
  }();
  return *words;
}

// What a token is to the checks, beside the one before and the one behind it.
class CandidateFinder {
 public:
  explicit CandidateFinder(const NormalizedText& normalized)
      : normalized_(normalized), tokens_(normalized.tokens()) {}

  DamageCandidates Run() && {
    LookAtWords();
    for (const uint32_t i : normalized_.breaks()) {
      const Token& token = tokens_[i];
      if (token.line_before) ++line_;
      if (token.kind == TokenKind::kPunctuation) LookAtMark(i);
      if (!token.space_before) LookAtGlued(i - 1);
    }
    std::sort(found_.months.begin(), found_.months.end());
    return std::move(found_);
  }

 private:
  void LookAtWords() {
    // A copy, so that what is collected cannot change it.
    const HashFilter words = words_.all;
    const auto size = static_cast<uint32_t>(tokens_.size());
    const Token* const tokens = tokens_.data();
    for (uint32_t i = 0; i < size; ++i) {
      if (words.Holds(tokens[i].hash)) LookAtWord(i);
    }
  }

  void LookAtWord(uint32_t i) {
    found_.phrases.push_back(i);
    if (IsMonthWord(i) && IsBehindArabic(i) && IsMonthWord(i - 1)) {
      found_.months.push_back(i);
    }
  }

  // A token that is glued to the next one.
  void LookAtGlued(uint32_t i) {
    const Token& token = tokens_[i];
    const Token& next = tokens_[i + 1];
    if (token.kind == TokenKind::kLatin && next.kind == TokenKind::kDigits) {
      found_.models.push_back(i);
    } else if (IsLetters(token) && IsLetters(next) && Adjoin(tokens_, i)) {
      found_.meetings.push_back(i);
    }
  }

  void LookAtMark(uint32_t i) {
    const absl::string_view mark = normalized_.Folded(tokens_[i]);
    if (mark == "\"") {
      found_.quotes.push_back({i, line_});
    } else if ((mark == "/" || mark == "(") && IsBehindArabic(i) &&
               IsMonthWord(i - 1) && IsMonthWord(i + 1)) {
      found_.months.push_back(i);
    }
  }

  // Whether a token may be the first or last word of the name of a month.
  bool IsMonthWord(uint32_t i) const {
    return i < tokens_.size() && tokens_[i].kind == TokenKind::kArabic &&
           words_.months.Holds(tokens_[i].hash);
  }

  // Whether an Arabic word stands before a token, on its line.
  bool IsBehindArabic(uint32_t i) const {
    return i > 0 && tokens_[i - 1].kind == TokenKind::kArabic &&
           !tokens_[i].line_before;
  }

  const NormalizedText& normalized_;
  const std::vector<Token>& tokens_;
  const DamageWords& words_ = AllDamageWords();
  DamageCandidates found_;
  uint32_t line_ = 0;
};

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
                          const std::vector<uint32_t>& models,
                          std::vector<v1::Warning>& warnings) {
  const std::vector<Token>& tokens = normalized.tokens();
  ModelSet keys;  // made when the first candidate comes
  for (const uint32_t i : models) {
    if (!HasLetterO(normalized, i)) continue;
    if (keys.empty()) keys = KeysOf(normalized, models);
    const bool chip =
        i > 0 && EmbeddedPhrases().Match(PhraseKind::kChip, tokens, i - 1, i);
    if (!chip && !keys.contains(MeantKey(normalized, i))) continue;
    AddDamage(v1::WARNING_CODE_LETTER_FOR_DIGIT,
              normalized.RangeOfTokens(i, i + 2),
              "A letter O stands for the digit 0.", warnings);
  }
}

void FindTranslationDamage(const NormalizedText& normalized,
                           const std::vector<uint32_t>& phrases,
                           std::vector<v1::Warning>& warnings) {
  const Phrases& known = EmbeddedPhrases();
  const std::vector<Token>& tokens = normalized.tokens();
  const auto size = static_cast<uint32_t>(tokens.size());
  const auto add = [&](uint32_t begin, uint32_t length) {
    AddDamage(v1::WARNING_CODE_TRANSLATION_DAMAGE,
              normalized.RangeOfTokens(begin, begin + length - 1),
              "A machine translated this word by word.", warnings);
  };
  for (const uint32_t i : phrases) {
    const uint32_t mistaken =
        known.Match(PhraseKind::kMistaken, tokens, i, size);
    if (mistaken > 0 && IsBehindHead(tokens, i)) add(i, mistaken);
    const uint32_t literal = known.Match(PhraseKind::kLiteral, tokens, i, size);
    if (literal > 0) add(i, literal);
  }
}

void FindMixedScriptWords(const NormalizedText& normalized,
                          const std::vector<uint32_t>& meetings,
                          std::vector<v1::Warning>& warnings) {
  const std::vector<Token>& tokens = normalized.tokens();
  uint32_t done = 0;  // tokens that have been reported, or stand before such
  for (const uint32_t i : meetings) {
    if (i < done || !IsMixture(normalized, i)) continue;
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
    done = last + 1;
  }
}

std::vector<v1::Warning> FindDamage(const NormalizedText& normalized) {
  const DamageCandidates candidates = CandidateFinder(normalized).Run();
  std::vector<v1::Warning> warnings;
  FindLettersForDigits(normalized, candidates.models, warnings);
  FindTranslationDamage(normalized, candidates.phrases, warnings);
  FindMixedScriptWords(normalized, candidates.meetings, warnings);
  FindImpossibleDates(normalized, candidates.months, warnings);
  FindUnmatchedQuotes(normalized, candidates.quotes, warnings);
  std::stable_sort(warnings.begin(), warnings.end(),
                   [](const v1::Warning& a, const v1::Warning& b) {
                     return a.span().start_byte() < b.span().start_byte();
                   });
  return warnings;
}

}  // namespace isnad
