#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_PRODUCT_FINDER_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_PRODUCT_FINDER_H_

#include "ingest_service/recognize/mention_draft.h"

namespace isnad {

// Marks models that no catalog knows, in either script: letters and a number
// behind "chip" or behind the name of a company ("Nvidia H30", and the same
// with the letter read out in Arabic). Latin maker and model are one name
// (GUIDE, ruling 4). A model is the same entity in both scripts, with and
// without a space before its number.
void FindNewProducts(MentionDraft* draft);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_PRODUCT_FINDER_H_
