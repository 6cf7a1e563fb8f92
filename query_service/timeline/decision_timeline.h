#ifndef ISNAD_QUERY_SERVICE_TIMELINE_DECISION_TIMELINE_H_
#define ISNAD_QUERY_SERVICE_TIMELINE_DECISION_TIMELINE_H_

#include <vector>

#include "absl/time/time.h"
#include "isnad/v1/query_service.pb.h"
#include "query_service/timeline/sourced_fact.h"

namespace isnad {

// Opposite reports of documents further apart than this are a change: a
// position of one year does not contradict that of the next.
inline constexpr absl::Duration kContradictionWindow = absl::Hours(24 * 90);

// Names of contradicting decisions in one timeline; the rest is left out.
inline constexpr int kMaxContradictions = 5'000;

// Makes the timeline of decisions on one product and destination; sources must
// have been placed in time (`PlaceInTime`).
//
// Within a jurisdiction, decisions of one action and modality are one position,
// in the order of their documents and then of the text. A position ends for
// good when one of its witnesses takes the opposite one in a later document;
// what is said of it after that is a new position.
//
// Two decisions contradict each other if they can't both hold
// (decision_conflict.h), can contradict by who says them (`CanContradict`), lie
// within the window, and nobody tells of the change from one to the other: a
// source that says the opposite of the earlier one, and had been of the earlier
// one's side in an earlier document, settles that the state changed its mind.
std::vector<v1::JurisdictionTimeline> MakeTimeline(
    std::vector<SourcedDecision> decisions);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_TIMELINE_DECISION_TIMELINE_H_
