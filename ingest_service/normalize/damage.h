#ifndef ISNAD_INGEST_SERVICE_NORMALIZE_DAMAGE_H_
#define ISNAD_INGEST_SERVICE_NORMALIZE_DAMAGE_H_

#include <vector>

#include "ingest_service/normalize/normalized_text.h"
#include "isnad/v1/document.pb.h"

namespace isnad {

// Returns warnings, each with its span, of what scraping, typing and machine
// translation are known to break, in text order:
//   LETTER_FOR_DIGIT    "H2O" where the document also has "H20", or where a
//   word
//                       for chips stands before it
//   TRANSLATION_DAMAGE  names and phrases that only a machine writes there
//   MIXED_SCRIPT_WORD   Latin letters grown onto an Arabic word, or Cyrillic
//   and
//                       Greek ones onto a Latin word; not names behind clitics
//   IMPOSSIBLE_DATE     a Gregorian and a Levantine month, the one behind the
//                       other, in brackets or joined by a slash, that are not
//                       the same month
//   UNMATCHED_QUOTE     a quotation mark without its partner in its line
std::vector<v1::Warning> FindDamage(const NormalizedText& normalized);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_NORMALIZE_DAMAGE_H_
