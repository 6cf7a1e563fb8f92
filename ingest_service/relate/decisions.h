#ifndef ISNAD_INGEST_SERVICE_RELATE_DECISIONS_H_
#define ISNAD_INGEST_SERVICE_RELATE_DECISIONS_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "ingest_service/relate/document_context.h"
#include "ingest_service/relate/reports.h"

namespace isnad {

// A decision with its arguments, before it becomes protobuf.
struct DecisionReading {
  uint32_t trigger = 0;
  std::string jurisdiction;
  v1::DecisionAction action = v1::DECISION_ACTION_UNSPECIFIED;
  v1::Modality modality = v1::MODALITY_ASSERTED;
  std::vector<EntityIndex> products;
  std::vector<std::string> destinations;
  std::vector<EntityIndex> parties;
  ItemRange condition;
  std::string rule;
  // What the rule's confidence is multiplied by.
  float confidence = 1.0f;
  // How arguments were found, literals for people.
  const char* state_how = "";
  const char* goods_how = "";
  const char* to_how = "";
};

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
    WordClasses also;
    bool across_that;
    uint32_t reach;
  };

  const std::vector<Frame>& frames() const { return frames_; }
  // Every class that triggers a frame.
  const WordClasses& triggers() const { return triggers_; }

 private:
  std::vector<Frame> frames_;
  WordClasses triggers_;
};

// Finds the decisions of one sentence and remembers what they speak of.
std::vector<DecisionReading> ReadDecisions(DocumentContext& context,
                                           const DecisionFrames& frames,
                                           const ItemSentence& sentence,
                                           const std::vector<Report>& reports);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_DECISIONS_H_
