// The parts of FindDamage().
#ifndef ISNAD_INGEST_SERVICE_NORMALIZE_DAMAGE_CHECKS_H_
#define ISNAD_INGEST_SERVICE_NORMALIZE_DAMAGE_CHECKS_H_

#include <cstdint>
#include <vector>

#include "ingest_service/normalize/normalized_text.h"
#include "isnad/v1/document.pb.h"

namespace isnad {

// A quotation mark; `line` numbers the lines of the text.
struct QuoteToken {
  uint32_t token;
  uint32_t line;
};

// The tokens that the checks look at, in text order. Most tokens interest none
// of them, so all are found in one pass.
struct DamageCandidates {
  std::vector<uint32_t> models;    // Latin letters with digits glued to them
  std::vector<uint32_t> phrases;   // what may begin a wrong phrase
  std::vector<uint32_t> meetings;  // letters with letters right behind them
  // What may stand between the names of two months, or begin the second.
  std::vector<uint32_t> months;
  std::vector<QuoteToken> quotes;
};

// Each appends its warnings in text order.
void FindLettersForDigits(const NormalizedText& normalized,
                          const std::vector<uint32_t>& models,
                          std::vector<v1::Warning>& warnings);
void FindTranslationDamage(const NormalizedText& normalized,
                           const std::vector<uint32_t>& phrases,
                           std::vector<v1::Warning>& warnings);
void FindMixedScriptWords(const NormalizedText& normalized,
                          const std::vector<uint32_t>& meetings,
                          std::vector<v1::Warning>& warnings);
void FindImpossibleDates(const NormalizedText& normalized,
                         const std::vector<uint32_t>& months,
                         std::vector<v1::Warning>& warnings);
void FindUnmatchedQuotes(const NormalizedText& normalized,
                         const std::vector<QuoteToken>& quotes,
                         std::vector<v1::Warning>& warnings);

// Returns, by HashToken(), the first and last words of the names of months,
// with and without "and" before them.
std::vector<uint64_t> MonthWords();

// Appends a warning about a range of the text.
void AddDamage(v1::WarningCode code, TextRange range, const char* message,
               std::vector<v1::Warning>& warnings);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_NORMALIZE_DAMAGE_CHECKS_H_
