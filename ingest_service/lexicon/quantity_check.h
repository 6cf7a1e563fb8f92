#ifndef ISNAD_INGEST_SERVICE_LEXICON_QUANTITY_CHECK_H_
#define ISNAD_INGEST_SERVICE_LEXICON_QUANTITY_CHECK_H_

#include <string>

#include "isnad/lexicon/v1/quantity.pb.h"

namespace isnad {

// Returns what is wrong with a word ("value: got "x", want 1 to 12"), or an
// empty string: its kind must be set, it must have a form, no form may be
// empty, and its value must be what the kind asks for.
std::string CheckQuantityWord(const lexicon::v1::QuantityWord& word);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_LEXICON_QUANTITY_CHECK_H_
