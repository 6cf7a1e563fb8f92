#ifndef ISNAD_INGEST_SERVICE_RELATE_DECIDING_RULES_H_
#define ISNAD_INGEST_SERVICE_RELATE_DECIDING_RULES_H_

#include "ingest_service/relate/actors.h"
#include "ingest_service/relate/document_context.h"

namespace isnad {

// «the rule requires»: it decides as the state that decided last.
// Leaves the actor alone where no rule stands beside the trigger.
void TakeRuleAsActor(const DocumentContext& context, ItemRange sentence,
                     uint32_t trigger, Actor& actor);

// «the act X obliges makers»: a law named before the verb decides as its state.
// Leaves the actor alone where none does.
void TakeLawAsActor(const DocumentContext& context, ItemRange sentence,
                    uint32_t trigger, Actor& actor);

// «under American sanctions that bar it from ...»: the nationality of the rules
// that a finite verb stands right behind.
Actor StateOfRulesBefore(const DocumentContext& context, ItemRange sentence,
                         uint32_t trigger);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_DECIDING_RULES_H_
