#include "ingest_service/relate/decision_modality.h"

#include <algorithm>

#include "ingest_service/relate/arguments.h"
#include "ingest_service/relate/clauses.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

// How far before a trigger its modal words and negation stand.
constexpr uint32_t kModalReach = 6;

// Where the modal words of a trigger may begin; asides are not counted.
uint32_t ModalFloor(const ModalPlace& place, uint32_t trigger) {
  const ItemRange clause = place.clause;
  uint32_t floor = trigger;
  for (uint32_t left = kModalReach; left > 0 && floor > clause.begin;) {
    const uint32_t aside = BeginOfAside(place.asides, floor - 1, trigger);
    if (aside < floor - 1) {
      floor = std::max(aside, clause.begin);
      continue;
    }
    --floor;
    --left;
  }
  return floor;
}

// What negates a trigger: «not», and whether it was «did not».
struct Negation {
  bool negated = false;
  bool did_not = false;
};

// Sets the modality by the words before a trigger, where they end.
Negation ReadModalWords(const DocumentContext& context, const ModalPlace& place,
                        ItemRange range, DecisionReading& decision) {
  const Vocabulary& words = context.words;
  const uint32_t trigger = range.end;
  Negation negation;
  for (uint32_t i = range.begin; i < trigger; ++i) {
    const Item& before = context.At(i);
    if (before.kind != ItemKind::kWord || IsInAside(place.asides, i, trigger)) {
      continue;
    }
    if (before.Is(words.relative)) negation.negated = false;
    // «the permission was no gift»: the noun is the subject.
    const bool copula = i > range.begin && before.HasFlag(kFormFixed) &&
                        before.Is(words.auxiliary) && i + 1 == trigger &&
                        context.At(trigger).HasFlag(kFormDefinite);
    if (copula) negation.negated = false;
    if (before.Is(words.negation | words.absence)) {
      negation.negated =
          negation.negated || !AsksForSilence(context, i, trigger);
      negation.did_not = before.Is(words.did_not);
    }
    if (before.Is(words.possible) &&
        !IsPerfect(context, i, place.sentence.end)) {
      decision.modality = v1::MODALITY_POSSIBLE;
    } else if (before.Is(words.planned)) {
      decision.modality = v1::MODALITY_PLANNED;
    }
  }
  return negation;
}

}  // namespace

void SetModality(const DocumentContext& context,
                 const DecisionFrames::Frame& frame, const ModalPlace& place,
                 const std::vector<Report>& reports,
                 DecisionReading& decision) {
  const Vocabulary& words = context.words;
  const uint32_t trigger = decision.trigger;
  const Item& item = context.At(trigger);
  const uint32_t floor = ModalFloor(place, trigger);
  const Report* report = ReportAt(reports, trigger);
  // «who was not named said that X ...»: what is said is not denied by it.
  const uint32_t own = report == nullptr || report->content.begin > trigger
                           ? floor
                           : std::max(floor, report->content.begin);
  const Negation negation =
      ReadModalWords(context, place, {own, trigger}, decision);
  if (item.Is(words.planned)) decision.modality = v1::MODALITY_PLANNED;
  if (item.Is(words.possible) &&
      decision.action != v1::DECISION_ACTION_CONSIDER) {
    decision.modality = v1::MODALITY_POSSIBLE;
  }
  // «X denied that it ...»: a state is no speaker, but denies.
  for (uint32_t i = floor; i < trigger; ++i) {
    const Item& before = context.At(i);
    if (before.stance == v1::STANCE_DENY &&
        before.HasFlag(kFormFinite | kFormFixed)) {
      decision.modality = v1::MODALITY_DENIED;
    }
  }
  const bool denied = report != nullptr && report->stance == v1::STANCE_DENY;
  if (negation.negated) {
    // «will not allow» bans, «has not allowed» only has not; «not true what
    // is said of the permission» denies it.
    const bool denied_noun =
        item.HasFlag(kFormMasdar) && !context.Is(trigger - 1, words.absence);
    const bool stays = decision.action == v1::DECISION_ACTION_PERMIT &&
                       (negation.did_not || denied_noun);
    if (frame.negated != v1::DECISION_ACTION_UNSPECIFIED && !stays) {
      decision.action = frame.negated;
    } else {
      decision.modality = v1::MODALITY_DENIED;
    }
  } else if (item.HasFlag(kFormFuture) && !item.Is(words.stays) &&
             decision.modality == v1::MODALITY_ASSERTED) {
    decision.modality = v1::MODALITY_PLANNED;
  }
  if (denied) decision.modality = v1::MODALITY_DENIED;
}

}  // namespace isnad
