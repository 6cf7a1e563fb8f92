#include "query_service/timeline/decision_conflict.h"

#include <algorithm>
#include <string>
#include <utility>

namespace isnad {
namespace {

template <typename Values>
bool Shares(const Values& a, const Values& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& value) {
    return std::find(b.begin(), b.end(), value) != b.end();
  });
}

bool SharesDestination(const v1::Decision& a, const v1::Decision& b) {
  const auto goes_to = [](const v1::Decision& decision,
                          const std::string& place) {
    if (decision.destinations().empty()) {
      return place == decision.jurisdiction();
    }
    return std::find(decision.destinations().begin(),
                     decision.destinations().end(),
                     place) != decision.destinations().end();
  };
  if (a.destinations().empty()) return goes_to(b, a.jurisdiction());
  return std::any_of(
      a.destinations().begin(), a.destinations().end(),
      [&](const std::string& place) { return goes_to(b, place); });
}

bool HasSameScope(const SourcedDecision& a, const SourcedDecision& b) {
  return a.decision.jurisdiction() == b.decision.jurisdiction() &&
         IsGeneral(a.decision) == IsGeneral(b.decision) &&
         SharesDestination(a.decision, b.decision) &&
         (a.buyers.empty() || b.buyers.empty() || Shares(a.buyers, b.buyers));
}

bool Is(const v1::Decision& decision, v1::DecisionAction action,
        v1::Modality modality) {
  return decision.action() == action && decision.modality() == modality;
}

// Of a decision for it and one against it.
bool TakeSides(const v1::Decision& for_it, const v1::Decision& against_it) {
  if (for_it.modality() == v1::MODALITY_DENIED &&
      against_it.modality() == v1::MODALITY_DENIED) {
    return false;
  }
  const bool leaves_exceptions =
      against_it.action() == v1::DECISION_ACTION_PROHIBIT &&
      !against_it.condition().empty();
  return !leaves_exceptions;
}

bool ArePlannedOpposites(const v1::Decision& a, const v1::Decision& b) {
  return Is(a, v1::DECISION_ACTION_PERMIT, v1::MODALITY_PLANNED) &&
         Is(b, v1::DECISION_ACTION_PROHIBIT, v1::MODALITY_PLANNED);
}

bool SaidAndDenied(const v1::Decision& a, const v1::Decision& b) {
  return a.action() == b.action() &&
         a.action() != v1::DECISION_ACTION_UNSPECIFIED &&
         a.modality() == v1::MODALITY_ASSERTED &&
         b.modality() == v1::MODALITY_DENIED;
}

}  // namespace

bool IsGeneral(const v1::Decision& decision) {
  return decision.products().empty();
}

Side SideOf(const v1::Decision& decision) {
  const bool permits = decision.action() == v1::DECISION_ACTION_PERMIT;
  if (!permits && decision.action() != v1::DECISION_ACTION_PROHIBIT) {
    return Side::kNeither;
  }
  switch (decision.modality()) {
    case v1::MODALITY_ASSERTED:
      return permits ? Side::kFor : Side::kAgainst;
    case v1::MODALITY_DENIED:
      return permits ? Side::kAgainst : Side::kFor;
    default:
      return Side::kNeither;
  }
}

bool CannotBothHold(const SourcedDecision& a, const SourcedDecision& b) {
  const v1::Decision& first = a.decision;
  const v1::Decision& second = b.decision;
  const Side side = SideOf(first);
  const Side other = SideOf(second);
  bool opposed = false;
  if (side != Side::kNeither && other != Side::kNeither) {
    opposed = side != other && (side == Side::kFor ? TakeSides(first, second)
                                                   : TakeSides(second, first));
  } else {
    opposed = ArePlannedOpposites(first, second) ||
              ArePlannedOpposites(second, first) ||
              SaidAndDenied(first, second) || SaidAndDenied(second, first);
  }
  return opposed && HasSameScope(a, b);
}

}  // namespace isnad
