#ifndef ISNAD_INGEST_SERVICE_RELATE_FIGURES_H_
#define ISNAD_INGEST_SERVICE_RELATE_FIGURES_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "ingest_service/relate/decisions.h"
#include "ingest_service/relate/document_context.h"
#include "ingest_service/relate/figure_frames.h"
#include "ingest_service/relate/reports.h"
#include "ingest_service/relate/sentence_parts.h"

namespace isnad {

// A figure with its arguments, before it becomes protobuf.
struct FigureReading {
  uint32_t quantity = 0;  // item
  uint32_t cue = 0;       // item
  EntityIndex subject = kNoEntity;
  v1::FigureMetric metric = v1::FIGURE_METRIC_UNSPECIFIED;
  v1::FigureModality modality = v1::FIGURE_MODALITY_REPORTED;
  absl::string_view period;  // views the quantity of a date
  absl::string_view rule;    // views a frame's id, or a literal
  float confidence = 1.0f;   // what the rule's is multiplied by
};

// What the sentence of figures says besides.
struct FigureSurroundings {
  const std::vector<Report>& reports;
  const std::vector<DecisionReading>& decisions;
  SentenceParts& parts;
};

// Finds the figures of one sentence. Replaces what is in `figures`.
void ReadFigures(const DocumentContext& context, const FigureFrames& frames,
                 const ItemSentence& sentence,
                 const FigureSurroundings& surroundings,
                 std::vector<FigureReading>& figures);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_FIGURES_H_
