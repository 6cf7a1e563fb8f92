#ifndef ISNAD_INGEST_SERVICE_RELATE_CLAUSES_H_
#define ISNAD_INGEST_SERVICE_RELATE_CLAUSES_H_

#include "absl/container/inlined_vector.h"
#include "ingest_service/relate/document_context.h"

namespace isnad {

// Few sentences have more.
using Clauses = absl::InlinedVector<ItemRange, 8>;

// Cuts a sentence into clauses, in order and without gaps: at full stops and
// semicolons, before subordinators («while», «after», «but») and before verbs
// that a conjunction joins on. Linear.
Clauses ReadClauses(const DocumentContext& context, ItemRange sentence);

// The clause that holds an item. REQUIRES: one does. Logarithmic.
ItemRange ClauseAt(const Clauses& clauses, uint32_t item);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_CLAUSES_H_
