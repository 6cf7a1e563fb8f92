#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_PERSON_FINDER_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_PERSON_FINDER_H_

#include "ingest_service/recognize/mention_draft.h"

namespace isnad {

// Marks persons that no catalog knows, in prose and headlines: a given name
// with the family name after it, where a title or a verb of saying stands
// before it or either of them behind it; and two unknown words between a verb
// of saying with a title and what is said. Every later place of the full name
// is marked too.
void FindPersons(MentionDraft* draft);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_PERSON_FINDER_H_
