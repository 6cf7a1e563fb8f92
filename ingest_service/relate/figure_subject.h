#ifndef ISNAD_INGEST_SERVICE_RELATE_FIGURE_SUBJECT_H_
#define ISNAD_INGEST_SERVICE_RELATE_FIGURE_SUBJECT_H_

#include "ingest_service/relate/asides.h"
#include "ingest_service/relate/document_context.h"
#include "ingest_service/relate/metric_subject.h"

namespace isnad {

// Whom a figure speaks of: the owner behind the cue («revenue of X»), a product
// behind the quantity («units of H20», «12 thousand dollars for H20»), the
// subject of the clause or sentence. kNoEntity if nobody is named. Asides are
// those of the sentence.
EntityIndex FigureSubject(const DocumentContext& context,
                          const FigurePlace& place, const Asides& asides,
                          v1::FigureMetric metric);

// A further owner that a conjunction joins to the one found, else kNoEntity.
EntityIndex JoinedOwner(const DocumentContext& context, ItemRange sentence,
                        uint32_t owner);

// «with a memory of 141 GB, X outdoes ...»: whom the clause behind a quantity
// begins with. kNoEntity if nobody can be meant.
EntityIndex SubjectBehind(const DocumentContext& context, ItemRange sentence,
                          uint32_t quantity, v1::FigureMetric metric);

// The product or company that stands behind a quantity with "for" or "in".
EntityIndex OwnerBehind(const DocumentContext& context, ItemRange sentence,
                        uint32_t quantity);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_FIGURE_SUBJECT_H_
