#ifndef ISNAD_INGEST_SERVICE_RELATE_DECISION_FRAMES_H_
#define ISNAD_INGEST_SERVICE_RELATE_DECISION_FRAMES_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "ingest_service/relate/asides.h"
#include "ingest_service/relate/document_context.h"

namespace isnad {

// The decision frames of the lexicon, ready to be asked by trigger. Immutable,
// thread-safe.
class DecisionFrames {
 public:
  DecisionFrames(const lexicon::v1::RelateSection& section,
                 const WordTable& table);

  struct Frame {
    std::string id;
    WordClasses trigger;
    WordClasses with;
    WordClasses without;
    v1::DecisionAction action;
    v1::DecisionAction negated;
    bool finite_only;
    bool needs_actor;
    bool implies_product;
    bool remembers_product;
    bool of_receiver;
    bool or_receiver;
    bool in_court;
    WordClasses also;
    bool across_that;
    uint32_t reach;

    // Whether it can fit where these are the classes around: it asks for no
    // others.
    bool CanFit(const WordClasses& around) const {
      return (with.none() || with.HasAnyOf(around)) &&
             (also.none() || also.HasAnyOf(around));
    }
  };

  // The frames that a word of some classes triggers, in the lexicon's order.
  absl::InlinedVector<const Frame*, 16> TriggeredBy(
      const WordClasses& classes) const;
  // Every class that triggers a frame.
  const WordClasses& triggers() const { return triggers_; }

 private:
  std::vector<Frame> frames_;
  // By the number of the class: places in `frames_`.
  std::array<std::vector<size_t>, kMaxRelateClasses> by_class_;
  WordClasses triggers_;
};

// Whether an item is a word that triggers a frame. What lies at `end` and
// behind is not looked at.
bool IsTrigger(const DocumentContext& context, const DecisionFrames& frames,
               uint32_t item, uint32_t end);

// Whether a trigger is a frame's, with the words around it that the frame asks
// for. `clause` holds the trigger. The word at `subject` is none of them.
bool Fits(const DocumentContext& context, const DecisionFrames::Frame& frame,
          uint32_t trigger, ItemRange clause, const Asides& asides,
          uint32_t subject = kNoItem);

// Why a trigger tells of no act of its own: it is a condition or a demand, what
// is spared of an act, or what the object of the sentence's last decision was
// for. `last` is the trigger of that decision, kNoItem if there is none.
// Returns a literal for people, null where the trigger tells of an act.
const char* WhyNoAct(const DocumentContext& context, ItemRange sentence,
                     ItemRange clause, uint32_t trigger, uint32_t last);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_DECISION_FRAMES_H_
