#ifndef ISNAD_INGEST_SERVICE_RELATE_FIGURE_FRAMES_H_
#define ISNAD_INGEST_SERVICE_RELATE_FIGURE_FRAMES_H_

#include <array>
#include <string>
#include <vector>

#include "ingest_service/relate/asides.h"
#include "ingest_service/relate/document_context.h"

namespace isnad {

// The figure frames of the lexicon. Immutable, thread-safe.
class FigureFrames {
 public:
  FigureFrames(const lexicon::v1::RelateSection& section,
               const WordTable& table);

  // By the kinds of quantity that can be figures; kKinds stands for all others.
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

FigureFrames::Kind KindOfQuantity(const v1::Quantity& quantity);

// Whether a metric says by how much something rose or fell.
inline bool IsChange(v1::FigureMetric metric) {
  return metric == v1::FIGURE_METRIC_GROWTH || metric == v1::FIGURE_METRIC_LOSS;
}

// The word that says what a quantity measures.
struct FigureCue {
  const FigureFrames::Frame* frame = nullptr;  // null: there is none
  uint32_t item = 0;
  int cost = 1000;  // the distance and what the frame adds to it
};

// Finds the cheapest cue of the quantity at an item, before it or behind it.
// Before it, asides of the sentence are left out. Looks a bounded number of
// items far. REQUIRES: a quantity that can be a figure.
FigureCue FindFigureCue(const DocumentContext& context,
                        const FigureFrames& frames, ItemRange sentence,
                        const Asides& asides, uint32_t quantity);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_FIGURE_FRAMES_H_
