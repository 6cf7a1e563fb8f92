// What of an analysis travels to the query service.
#ifndef ISNAD_INGEST_SERVICE_PIPELINE_RECORD_H_
#define ISNAD_INGEST_SERVICE_PIPELINE_RECORD_H_

#include <string>
#include <vector>

#include "ingest_service/catalog/catalog.h"
#include "isnad/v1/analysis.pb.h"
#include "isnad/v1/record_service.pb.h"

namespace isnad {

// Takes out of an analysis what its record leaves out: all but the discovered
// entities, and the text where that equals the source.
void KeepWhatIsRecorded(v1::Analysis& analysis);

// Returns the records, serialized, that bring the whole catalog: batches of
// `batch_size` entities, in the order of names.
std::vector<std::string> MakeCatalogRecords(const Catalog& catalog,
                                            int batch_size);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_PIPELINE_RECORD_H_
