#ifndef ISNAD_INGEST_SERVICE_NORMALIZE_LANGUAGE_H_
#define ISNAD_INGEST_SERVICE_NORMALIZE_LANGUAGE_H_

#include <cstdint>
#include <string>

#include "ingest_service/normalize/normalized_text.h"

namespace isnad {

// Returns the ISO 639-1 code of the main language of tokens
// [token_begin, token_end): ar, fa, ur, en, fr, de, es, tr, id, and those that
// have a script of their own (ru, zh, ja, ko, he, el, hi, th). Empty where it
// is undecided, as in a few names. Linear in the text.
std::string LanguageOf(const NormalizedText& normalized, uint32_t token_begin,
                       uint32_t token_end);

// Returns the main language of the document.
std::string LanguageOf(const NormalizedText& normalized);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_NORMALIZE_LANGUAGE_H_
