// Which decisions can't both hold.
//
// Two decisions can't both hold if they are of the same jurisdiction and scope
// and the table below says so. Of different jurisdictions they always can: the
// United States may permit what China refuses.
//
// Scope is the same if
// - both name the product or both speak of chips in general: a rule for chips
//   in general may have an exception for one, either way;
// - they share a destination; a decision without one is about the state's own
//   market;
// - they share a buyer, or one of them names none.
//
// What is said:
//
//   PERMIT asserted, PROHIBIT denied     are for it
//   PROHIBIT asserted, PERMIT denied     are against it
//
//   for / against                        can't both hold, but for
//     PROHIBIT denied / PERMIT denied    nothing was decided
//     PERMIT / PROHIBIT on a condition   which leaves exceptions
//   PERMIT planned / PROHIBIT planned    can't both hold
//   X asserted / X denied                can't both hold, for any action
//
// Everything else can: what is possible contradicts nothing; what is considered
// comes before what is decided; warning off, conditions and probes go with
// either.
#ifndef ISNAD_QUERY_SERVICE_TIMELINE_DECISION_CONFLICT_H_
#define ISNAD_QUERY_SERVICE_TIMELINE_DECISION_CONFLICT_H_

#include "query_service/timeline/sourced_fact.h"

namespace isnad {

// Which side a decision takes on whether the goods may go.
enum class Side { kNeither, kFor, kAgainst };
Side SideOf(const v1::Decision& decision);

// Whether a decision names no product.
bool IsGeneral(const v1::Decision& decision);

// Whether two decisions can't both hold by what they say.
bool CannotBothHold(const SourcedDecision& a, const SourcedDecision& b);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_TIMELINE_DECISION_CONFLICT_H_
