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

// Whether an item is the particle qad before a past verb, which says that
// something has happened; before a present one it says that it may. What lies
// at `end` and behind is not looked at.
bool IsPerfect(const DocumentContext& context, uint32_t item, uint32_t end);

// Whether a word asks for silence about who speaks: «asked not to be named».
// Nothing else is asked, refused or denied by it and the words up to the name.
bool AsksForSilence(const DocumentContext& context, uint32_t item,
                    uint32_t end);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_CLAUSES_H_
