#ifndef ISNAD_INGEST_SERVICE_PIPELINE_ANALYSIS_BUILDER_H_
#define ISNAD_INGEST_SERVICE_PIPELINE_ANALYSIS_BUILDER_H_

#include "absl/strings/string_view.h"
#include "ingest_service/catalog/catalog.h"
#include "ingest_service/recognize/reading.h"
#include "isnad/v1/analysis.pb.h"

namespace isnad {

// Puts the mentions that were read in `text` into an analysis.
void AddMentions(const Catalog& catalog, absl::string_view text,
                 const Reading& reading, v1::Analysis& analysis);

// Which entities an analysis brings along.
enum class EntityScope {
  kAll,
  kDiscovered,  // not those of the catalog
};

// Puts each entity that mentions and facts of an analysis speak of into it,
// once, in the order of names.
void AddEntities(const Catalog& catalog, const Reading& reading,
                 EntityScope scope, v1::Analysis& analysis);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_PIPELINE_ANALYSIS_BUILDER_H_
