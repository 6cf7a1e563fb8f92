#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_NAME_FINDER_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_NAME_FINDER_H_

#include "ingest_service/recognize/mention_draft.h"

namespace isnad {

// Marks companies and products that no catalog knows: capitalized Latin words
// after "company" or ended by a word such as "Semiconductor", quoted words
// after "company", unquoted ones that have their Latin spelling in brackets
// behind them or end as companies' names do, and a Latin model with a number
// after "chip" or "model". Names of the catalog misspelt after "company" are
// linked to it.
void FindNewNames(MentionDraft* draft);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_NAME_FINDER_H_
