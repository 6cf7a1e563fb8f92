#ifndef ISNAD_INGEST_SERVICE_RELATE_FIGURE_SUBJECT_H_
#define ISNAD_INGEST_SERVICE_RELATE_FIGURE_SUBJECT_H_

#include "ingest_service/relate/document_context.h"

namespace isnad {

// Whom a figure speaks of: the owner behind the cue («revenue of X»), a product
// behind the quantity («units of H20», «12 thousand dollars for H20»), the
// subject of the clause, at last the company spoken of. kNoEntity if nobody.
EntityIndex FigureSubject(const DocumentContext& context, ItemRange sentence,
                          ItemRange clause, uint32_t cue, uint32_t quantity,
                          v1::FigureMetric metric);

// A further owner that a conjunction joins to the one found, else kNoEntity.
EntityIndex JoinedOwner(const DocumentContext& context, ItemRange sentence,
                        uint32_t owner);

// The product or company that stands behind a quantity with "for" or "in".
EntityIndex OwnerBehind(const DocumentContext& context, ItemRange sentence,
                        uint32_t quantity);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_FIGURE_SUBJECT_H_
