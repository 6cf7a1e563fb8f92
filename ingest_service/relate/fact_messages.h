#ifndef ISNAD_INGEST_SERVICE_RELATE_FACT_MESSAGES_H_
#define ISNAD_INGEST_SERVICE_RELATE_FACT_MESSAGES_H_

#include <vector>

#include "absl/types/optional.h"
#include "ingest_service/relate/decisions.h"
#include "ingest_service/relate/figures.h"
#include "ingest_service/relate/relations.h"
#include "ingest_service/relate/reports.h"
#include "isnad/v1/fact.pb.h"

namespace isnad {

// Turns readings of one sentence into messages with evidence and attribution.
class FactMessages {
 public:
  // All must outlive it.
  FactMessages(const DocumentContext& context, const ItemSentence& sentence,
               const std::vector<Report>& reports);

  v1::Decision ToDecision(const DecisionReading& reading) const;
  v1::Figure ToFigure(const FigureReading& reading) const;
  v1::Relation ToRelation(const RelationReading& reading) const;
  // Nothing where the chain names nobody.
  absl::optional<v1::Statement> ToStatement(const Report& report) const;

 private:
  void SetEvidence(TextRange trigger, absl::string_view rule,
                   v1::Evidence* evidence) const;
  void SetChain(const Chain& chain, v1::Attribution* attribution) const;

  const DocumentContext& context_;
  const ItemSentence& sentence_;
  const std::vector<Report>& reports_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_FACT_MESSAGES_H_
