#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_AGENCY_FINDER_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_AGENCY_FINDER_H_

#include "ingest_service/recognize/mention_draft.h"

namespace isnad {

// Marks ministries, authorities, offices and committees that no catalog knows:
// a head such as "authority", the definite words after it, and the nationality
// that ends the name. Without a nationality only ministries are certain, and
// what an acronym in brackets follows. A body of the catalog followed by the
// nationality of another state is that state's own.
void FindAgencies(MentionDraft* draft);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_AGENCY_FINDER_H_
