#ifndef ISNAD_INGEST_SERVICE_RELATE_DECISIONS_H_
#define ISNAD_INGEST_SERVICE_RELATE_DECISIONS_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "ingest_service/relate/decision_frames.h"
#include "ingest_service/relate/document_context.h"
#include "ingest_service/relate/reports.h"
#include "ingest_service/relate/sentence_parts.h"

namespace isnad {

// A decision with its arguments, before it becomes protobuf.
struct DecisionReading {
  uint32_t trigger = 0;
  absl::string_view jurisdiction;  // ISO code
  v1::DecisionAction action = v1::DECISION_ACTION_UNSPECIFIED;
  v1::Modality modality = v1::MODALITY_ASSERTED;
  Entities products;
  Countries destinations;
  Entities parties;
  ItemRange condition;
  absl::string_view rule;  // views the frame's id
  // What the rule's confidence is multiplied by.
  float confidence = 1.0f;
  // How arguments were found, literals for people.
  const char* state_how = "";
  const char* goods_how = "";
  const char* to_how = "";
};

// Finds the decisions of one sentence and remembers what they speak of.
// Replaces what is in `decisions`.
void ReadDecisions(DocumentContext& context, const DecisionFrames& frames,
                   const ItemSentence& sentence,
                   const std::vector<Report>& reports, SentenceParts& parts,
                   std::vector<DecisionReading>& decisions);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_DECISIONS_H_
