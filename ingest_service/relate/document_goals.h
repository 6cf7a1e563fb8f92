#ifndef ISNAD_INGEST_SERVICE_RELATE_DOCUMENT_GOALS_H_
#define ISNAD_INGEST_SERVICE_RELATE_DOCUMENT_GOALS_H_

#include "ingest_service/relate/document_context.h"

namespace isnad {

// The countries that the goods of a document go to: those its sentences name
// most as destinations, in all and beside each state; empty if none is named.
DocumentGoals ReadDocumentGoals(const DocumentContext& context);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_DOCUMENT_GOALS_H_
