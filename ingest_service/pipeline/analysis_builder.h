#ifndef ISNAD_INGEST_SERVICE_PIPELINE_ANALYSIS_BUILDER_H_
#define ISNAD_INGEST_SERVICE_PIPELINE_ANALYSIS_BUILDER_H_

#include "absl/strings/string_view.h"
#include "ingest_service/catalog/catalog.h"
#include "ingest_service/recognize/reading.h"
#include "isnad/v1/analysis.pb.h"

namespace isnad {

// Puts the mentions that were read into an analysis, without their texts.
void AddMentions(const Catalog& catalog, const Reading& reading,
                 v1::Analysis& analysis);

// Gives the mentions and quantities of an analysis the texts of their spans,
// which are in `text`.
void SetTexts(absl::string_view text, v1::Analysis& analysis);

// Puts each entity that mentions and facts of an analysis speak of into it,
// once, in the order of names.
void AddEntities(const Catalog& catalog, const Reading& reading,
                 v1::Analysis& analysis);

// The same without those of the catalog.
void AddDiscoveredEntities(const Catalog& catalog, const Reading& reading,
                           v1::Analysis& analysis);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_PIPELINE_ANALYSIS_BUILDER_H_
