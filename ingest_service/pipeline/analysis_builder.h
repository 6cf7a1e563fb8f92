#ifndef ISNAD_INGEST_SERVICE_PIPELINE_ANALYSIS_BUILDER_H_
#define ISNAD_INGEST_SERVICE_PIPELINE_ANALYSIS_BUILDER_H_

#include "absl/strings/string_view.h"
#include "ingest_service/catalog/catalog.h"
#include "ingest_service/recognize/reading.h"
#include "isnad/v1/analysis.pb.h"

namespace isnad {

// Puts what was read in `text` into an analysis: mentions, quantities, and
// each entity they speak of once, in the order of its name.
void AddReading(const Catalog& catalog, absl::string_view text,
                const Reading& reading, v1::Analysis& analysis);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_PIPELINE_ANALYSIS_BUILDER_H_
