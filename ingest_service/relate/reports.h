#ifndef ISNAD_INGEST_SERVICE_RELATE_REPORTS_H_
#define ISNAD_INGEST_SERVICE_RELATE_REPORTS_H_

#include <vector>

#include "ingest_service/relate/document_context.h"

namespace isnad {

// A stretch of a sentence that is somebody's words.
struct Report {
  // What is reported, without the verb of saying.
  ItemRange content;
  // The word of saying; the mark for a headline's colon.
  uint32_t trigger = 0;
  Chain chain;
  v1::Stance stance = v1::STANCE_ASSERT;
  // The content as it stands is in quotation marks.
  bool direct = false;
  // Name of the rule, a literal.
  const char* rule = "";
};

// Finds the reports of one sentence, in the order of their triggers, and
// remembers the last speaker. Replaces what is in `reports`. Linear in the
// sentence.
void ReadReports(DocumentContext& context, const ItemSentence& sentence,
                 std::vector<Report>& reports);

// The innermost report whose content holds an item; null if none does.
const Report* ReportAt(absl::Span<const Report> reports, uint32_t item);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_REPORTS_H_
