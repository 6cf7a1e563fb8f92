#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_NAME_FINDER_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_NAME_FINDER_H_

#include "ingest_service/recognize/mention_draft.h"

namespace isnad {

// Marks companies and products that no catalog knows: capitalized Latin words
// after "company" or ended by a word such as "Semiconductor", quoted words
// after "company", and a Latin model with a number after "chip" or "model".
// Later places of a Latin name found so are marked too.
void FindNewNames(MentionDraft* draft);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_NAME_FINDER_H_
