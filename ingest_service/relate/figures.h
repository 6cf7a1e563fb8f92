#ifndef ISNAD_INGEST_SERVICE_RELATE_FIGURES_H_
#define ISNAD_INGEST_SERVICE_RELATE_FIGURES_H_

#include <array>
#include <vector>

#include "absl/strings/string_view.h"
#include "ingest_service/relate/decisions.h"
#include "ingest_service/relate/document_context.h"
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

// The figure frames of the lexicon. Immutable, thread-safe.
class FigureFrames {
 public:
  FigureFrames(const lexicon::v1::RelateSection& section,
               const WordTable& table);

  // By the kinds of quantity that can be figures.
  enum Kind { kMoney, kPercent, kCount, kMeasure, kKinds };

  struct Frame {
    std::string id;
    WordClasses cue;
    v1::FigureMetric metric;
    int before;
    int behind;
    int cost;
  };

  // The frames that take a kind of quantity, in the lexicon's order.
  // REQUIRES: not kKinds.
  const std::vector<Frame>& Taking(Kind kind) const { return frames_[kind]; }
  // The cues of all of them.
  const WordClasses& CuesOf(Kind kind) const { return cues_[kind]; }

 private:
  std::array<std::vector<Frame>, kKinds> frames_;
  std::array<WordClasses, kKinds> cues_;
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
