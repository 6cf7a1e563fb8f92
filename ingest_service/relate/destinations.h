#ifndef ISNAD_INGEST_SERVICE_RELATE_DESTINATIONS_H_
#define ISNAD_INGEST_SERVICE_RELATE_DESTINATIONS_H_

#include "ingest_service/relate/decisions.h"
#include "ingest_service/relate/document_context.h"

namespace isnad {

// The countries that the goods of a decision go to.
struct Goal {
  // ISO codes; empty where the goods stay, or go to no country that is told.
  Countries countries;
  // How they were found, a literal for people.
  const char* how = "";
};

// Finds the goal of a decision whose state, action, products and parties are
// known: what its clause names with "to", "in" or as a market, else its
// sentence, else the document. The deciding state is one only where it speaks
// of its own imports.
Goal FindGoal(const DocumentContext& context, ItemRange sentence,
              ItemRange clause, const DecisionReading& decision);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_DESTINATIONS_H_
