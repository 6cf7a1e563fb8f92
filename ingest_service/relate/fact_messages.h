#ifndef ISNAD_INGEST_SERVICE_RELATE_FACT_MESSAGES_H_
#define ISNAD_INGEST_SERVICE_RELATE_FACT_MESSAGES_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "ingest_service/recognize/resource_names.h"
#include "ingest_service/relate/decisions.h"
#include "ingest_service/relate/figures.h"
#include "ingest_service/relate/relations.h"
#include "ingest_service/relate/reports.h"
#include "isnad/v1/fact.pb.h"

namespace isnad {

// Turns readings into messages with evidence and attribution, sentence by
// sentence. Messages are filled where they are kept, which may be an arena.
class FactMessages {
 public:
  // Both must outlive it.
  FactMessages(const Catalog& catalog, const DocumentContext& context);

  // What is filled from here on is of this sentence, whose reports must live
  // as long.
  void Begin(const ItemSentence& sentence, const std::vector<Report>& reports);

  void Fill(const DecisionReading& reading, v1::Decision* out);
  void Fill(const FigureReading& reading, v1::Figure* out);
  void Fill(const RelationReading& reading, v1::Relation* out);
  // REQUIRES: IsStatement().
  void Fill(const Report& report, v1::Statement* out);

  // Whether a report is a statement: its chain names someone, and there is
  // text that is said.
  bool IsStatement(const Report& report) const;

 private:
  void SetEvidence(TextRange trigger, absl::string_view rule,
                   v1::Evidence* evidence);
  void SetChain(const Chain& chain, v1::Attribution* attribution);

  const DocumentContext& context_;
  const ResourceNames names_;
  TextRange sentence_range_;
  absl::Span<const Report> reports_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_FACT_MESSAGES_H_
