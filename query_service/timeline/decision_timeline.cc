#include "query_service/timeline/decision_timeline.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "query_service/timeline/decision_conflict.h"
#include "query_service/timeline/witnesses.h"

namespace isnad {
namespace {

bool StandsBefore(const SourcedDecision& a, const SourcedDecision& b) {
  if (a.source != b.source) return IsBefore(*a.source, *b.source);
  const auto place = [](const v1::Decision& decision) {
    return std::make_pair(decision.evidence().sentence().start_byte(),
                          decision.evidence().trigger().start_byte());
  };
  if (place(a.decision) != place(b.decision)) {
    return place(a.decision) < place(b.decision);
  }
  return a.decision.name() < b.decision.name();
}

// Whether the documents of two decisions differ and stand in this order.
bool IsLaterDocument(const SourcedDecision& later,
                     const SourcedDecision& earlier) {
  return later.source->original != earlier.source->original &&
         IsBefore(*earlier.source, *later.source);
}

// The decisions of one jurisdiction in order, and what follows from it.
class Jurisdiction {
 public:
  explicit Jurisdiction(std::vector<const SourcedDecision*> decisions)
      : decisions_(std::move(decisions)) {}

  v1::JurisdictionTimeline Make(int& contradictions_left) {
    for (const SourcedDecision* decision : decisions_) {
      ClosePositions(*decision);
      Add(*decision);
    }
    v1::JurisdictionTimeline timeline;
    timeline.set_jurisdiction(decisions_.front()->decision.jurisdiction());
    for (Draft& draft : drafts_) {
      AddContradictions(draft, contradictions_left);
      *timeline.add_positions() = std::move(draft.position);
    }
    return timeline;
  }

 private:
  using Key = std::tuple<bool, v1::DecisionAction, v1::Modality>;

  struct Draft {
    v1::Position position;
    std::vector<const SourcedDecision*> decisions;
  };

  static Key KeyOf(const v1::Decision& decision) {
    return {IsGeneral(decision), decision.action(), decision.modality()};
  }

  // Ends the positions that the source of a decision gives up by it.
  void ClosePositions(const SourcedDecision& decision) {
    for (auto entry = open_.begin(); entry != open_.end();) {
      const Draft& draft = drafts_[entry->second];
      const auto gives_up = [&](const SourcedDecision* earlier) {
        return earlier->root.name == decision.root.name &&
               IsLaterDocument(decision, *earlier) &&
               CannotBothHold(*earlier, decision);
      };
      const auto given_up = std::find_if(draft.decisions.begin(),
                                         draft.decisions.end(), gives_up);
      if (given_up == draft.decisions.end()) {
        ++entry;
        continue;
      }
      // Decisions come in order, so this one is the latest.
      last_reversal_[SideOf((*given_up)->decision)] = decision.source;
      entry = open_.erase(entry);
    }
  }

  void Add(const SourcedDecision& decision) {
    const auto [slot, is_new] =
        open_.try_emplace(KeyOf(decision.decision), drafts_.size());
    if (is_new) {
      drafts_.emplace_back();
      v1::Position& position = drafts_.back().position;
      position.set_action(decision.decision.action());
      position.set_modality(decision.decision.modality());
      position.set_general(IsGeneral(decision.decision));
      position.set_order(OrderOf(*decision.source));
      position.set_first_revision(decision.source->revision);
    }
    Draft& draft = drafts_[slot->second];
    draft.decisions.push_back(&decision);
    v1::Position& position = draft.position;
    if (decision.source->publish_time.has_value()) {
      if (!position.has_first_time()) {
        *position.mutable_first_time() = PublishTimestamp(*decision.source);
      }
      *position.mutable_last_time() = PublishTimestamp(*decision.source);
    }
    *position.add_decisions() = decision.decision;
    AddChain(decision.decision.name(), decision.decision.attribution(),
             decision.decision.evidence(), *decision.source, decision.root,
             *position.mutable_witnesses())
        .add_decisions(decision.decision.name());
  }

  // Whether somebody tells of the change from the earlier decision's side to
  // the later one's.
  bool IsToldChange(const SourcedDecision& earlier,
                    const SourcedDecision& later) const {
    const Side from = SideOf(earlier.decision);
    if (from == Side::kNeither || SideOf(later.decision) == Side::kNeither) {
      return false;
    }
    const auto reversal = last_reversal_.find(from);
    return reversal != last_reversal_.end() &&
           !IsBefore(*reversal->second, *earlier.source);
  }

  bool Contradicts(const SourcedDecision& earlier,
                   const SourcedDecision& later) const {
    return CanContradict(*earlier.source, earlier.root, *later.source,
                         later.root) &&
           CannotBothHold(earlier, later) &&
           !AreFurtherApart(*earlier.source, *later.source,
                            kContradictionWindow) &&
           !IsToldChange(earlier, later);
  }

  void AddContradictions(Draft& draft, int& left) const {
    // Decisions of one position never contradict each other, and the order of
    // all decisions is that of the answer.
    for (const SourcedDecision* other : decisions_) {
      if (KeyOf(other->decision) == KeyOf(draft.decisions.front()->decision)) {
        continue;
      }
      const bool contradicts = std::any_of(
          draft.decisions.begin(), draft.decisions.end(),
          [&](const SourcedDecision* own) {
            return StandsBefore(*own, *other) ? Contradicts(*own, *other)
                                              : Contradicts(*other, *own);
          });
      if (!contradicts) continue;
      if (--left < 0) return;
      draft.position.add_contradicts(other->decision.name());
    }
  }

  // In order.
  const std::vector<const SourcedDecision*> decisions_;
  std::vector<Draft> drafts_;
  // Positions that still take decisions, by index of their draft.
  std::map<Key, size_t> open_;
  // The last document in which a source left a side for the other.
  std::map<Side, const FactSource*> last_reversal_;
};

}  // namespace

std::vector<v1::JurisdictionTimeline> MakeTimeline(
    std::vector<SourcedDecision> decisions) {
  std::sort(decisions.begin(), decisions.end(), StandsBefore);
  std::map<std::string, std::vector<const SourcedDecision*>> by_jurisdiction;
  for (const SourcedDecision& decision : decisions) {
    by_jurisdiction[decision.decision.jurisdiction()].push_back(&decision);
  }
  int contradictions_left = kMaxContradictions;
  std::vector<v1::JurisdictionTimeline> timeline;
  timeline.reserve(by_jurisdiction.size());
  for (auto& [code, of_code] : by_jurisdiction) {
    timeline.push_back(
        Jurisdiction(std::move(of_code)).Make(contradictions_left));
  }
  return timeline;
}

}  // namespace isnad
