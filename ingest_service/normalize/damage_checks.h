// The parts of FindDamage().
#ifndef ISNAD_INGEST_SERVICE_NORMALIZE_DAMAGE_CHECKS_H_
#define ISNAD_INGEST_SERVICE_NORMALIZE_DAMAGE_CHECKS_H_

#include <vector>

#include "ingest_service/normalize/normalized_text.h"
#include "isnad/v1/document.pb.h"

namespace isnad {

// Each appends its warnings in text order.
void FindLettersForDigits(const NormalizedText& normalized,
                          std::vector<v1::Warning>& warnings);
void FindTranslationDamage(const NormalizedText& normalized,
                           std::vector<v1::Warning>& warnings);
void FindMixedScriptWords(const NormalizedText& normalized,
                          std::vector<v1::Warning>& warnings);
void FindImpossibleDates(const NormalizedText& normalized,
                         std::vector<v1::Warning>& warnings);
void FindUnmatchedQuotes(const NormalizedText& normalized,
                         std::vector<v1::Warning>& warnings);

// Appends a warning about a range of the text.
void AddDamage(v1::WarningCode code, TextRange range, const char* message,
               std::vector<v1::Warning>& warnings);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_NORMALIZE_DAMAGE_CHECKS_H_
