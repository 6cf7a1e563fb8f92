#ifndef ISNAD_INGEST_SERVICE_RELATE_DECISION_MODALITY_H_
#define ISNAD_INGEST_SERVICE_RELATE_DECISION_MODALITY_H_

#include <vector>

#include "ingest_service/relate/asides.h"
#include "ingest_service/relate/decision_frames.h"
#include "ingest_service/relate/decisions.h"
#include "ingest_service/relate/document_context.h"
#include "ingest_service/relate/reports.h"

namespace isnad {

// What a trigger stands in.
struct ModalPlace {
  ItemRange sentence;
  ItemRange clause;
  const Asides& asides;  // of the sentence
};

// Sets how a decision of known trigger and action stands: whether the words
// before the trigger negate it, make it possible or plan it, and whether it is
// denied by who tells of it. A frame may make another action of a negated one
// («will not allow» bans).
void SetModality(const DocumentContext& context,
                 const DecisionFrames::Frame& frame, const ModalPlace& place,
                 const std::vector<Report>& reports, DecisionReading& decision);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_DECISION_MODALITY_H_
