#ifndef ISNAD_INGEST_SERVICE_RELATE_FACT_MESSAGES_H_
#define ISNAD_INGEST_SERVICE_RELATE_FACT_MESSAGES_H_

#include <vector>

#include "ingest_service/relate/decisions.h"
#include "ingest_service/relate/figures.h"
#include "ingest_service/relate/relations.h"
#include "ingest_service/relate/reports.h"
#include "isnad/v1/fact.pb.h"

namespace isnad {

// Turns readings of one sentence into messages with evidence and attribution.
// Messages are filled where they are kept, which may be an arena.
class FactMessages {
 public:
  // All must outlive it.
  FactMessages(const DocumentContext& context, const ItemSentence& sentence,
               const std::vector<Report>& reports);

  void Fill(const DecisionReading& reading, v1::Decision* out) const;
  void Fill(const FigureReading& reading, v1::Figure* out) const;
  void Fill(const RelationReading& reading, v1::Relation* out) const;
  // REQUIRES: IsStatement().
  void Fill(const Report& report, v1::Statement* out) const;

  // Whether a report is a statement: its chain names someone, and there is
  // text that is said.
  bool IsStatement(const Report& report) const;

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
