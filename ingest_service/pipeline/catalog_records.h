// The records that bring the catalog to the query service.
#ifndef ISNAD_INGEST_SERVICE_PIPELINE_CATALOG_RECORDS_H_
#define ISNAD_INGEST_SERVICE_PIPELINE_CATALOG_RECORDS_H_

#include <string>
#include <vector>

#include "ingest_service/catalog/catalog.h"
#include "isnad/v1/analysis.pb.h"
#include "isnad/v1/record_service.pb.h"

namespace isnad {

// Returns the records, serialized, that bring the whole catalog: batches of
// `batch_size` entities, in the order of names.
std::vector<std::string> MakeCatalogRecords(const Catalog& catalog,
                                            int batch_size);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_PIPELINE_CATALOG_RECORDS_H_
