#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_QUALIFIER_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_QUALIFIER_H_

#include <cstdint>

#include "ingest_service/recognize/quantity_text.h"
#include "isnad/v1/fact.pb.h"

namespace isnad {

// A qualifier and the tokens of its words.
struct QualifierReading {
  v1::Qualifier qualifier = v1::QUALIFIER_EXACT;
  uint32_t token_begin = 0;
  uint32_t token_end = 0;
};

// Returns what the words around the tokens [begin, end) of a quantity say of
// it: a phrase directly before it ("about"), a verb before it with a few words
// between ("does not fall, in value, below"), or a phrase directly after it
// ("or more"). Brackets and quotation marks may open before the quantity.
// QUALIFIER_EXACT without tokens if nothing is said.
QualifierReading ReadQualifier(const QuantityText& text, uint32_t begin,
                               uint32_t end);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_QUALIFIER_H_
