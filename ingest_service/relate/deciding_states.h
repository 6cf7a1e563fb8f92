#ifndef ISNAD_INGEST_SERVICE_RELATE_DECIDING_STATES_H_
#define ISNAD_INGEST_SERVICE_RELATE_DECIDING_STATES_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "ingest_service/relate/actors.h"
#include "ingest_service/relate/decision_frames.h"
#include "ingest_service/relate/document_context.h"
#include "ingest_service/relate/reports.h"

namespace isnad {

// Who does what a trigger says, as its frame reads it: the subject, who grants
// what the subject receives, a rule that decides as its state does, or who
// speaks for a state of what is done.
Actor FindDecider(const DocumentContext& context,
                  const DecisionFrames::Frame& frame, ItemRange sentence,
                  ItemRange clause, const std::vector<Report>& reports,
                  uint32_t trigger);

// The ISO code of the state that decides: the actor's, else that of the last
// decision. Exports are not for the country to decide that they go to: where no
// subject stands by a noun of action, it is the state that decided of exports
// last. Empty if none is known.
absl::string_view DecidingState(const DocumentContext& context,
                                const Actor& actor, ItemRange clause,
                                uint32_t trigger);

// «London and Brussels tighten ...», «London has banned, and Brussels, ...»:
// the ISO code of the state joined with the actor; empty if none is.
absl::string_view PartnerOf(const DocumentContext& context, ItemRange sentence,
                            const Actor& actor, uint32_t trigger);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_DECIDING_STATES_H_
