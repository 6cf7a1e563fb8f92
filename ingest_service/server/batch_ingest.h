#ifndef ISNAD_INGEST_SERVICE_SERVER_BATCH_INGEST_H_
#define ISNAD_INGEST_SERVICE_SERVER_BATCH_INGEST_H_

#include <functional>

#include "absl/status/status.h"
#include "ingest_service/server/ingestor.h"
#include "isnad/v1/ingest_service.pb.h"

namespace isnad {

// Takes the documents of a batch in, one after the other on this thread, their
// commits together; fills a result for each and calls `finish` when all are
// known: here or on the outbox's thread. `response` must live until then.
void BatchIngest(Ingestor& ingestor,
                 const v1::BatchIngestDocumentsRequest& request,
                 const StageCheck& check,
                 v1::BatchIngestDocumentsResponse* response,
                 std::function<void(const absl::Status&)> finish);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_SERVER_BATCH_INGEST_H_
