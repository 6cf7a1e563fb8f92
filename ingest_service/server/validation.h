// What a request must be before anything is done for it: one pure function for
// each request. Errors: FIELD_INVALID naming the field, and those named here.
#ifndef ISNAD_INGEST_SERVICE_SERVER_VALIDATION_H_
#define ISNAD_INGEST_SERVICE_SERVER_VALIDATION_H_

#include <cstdint>

#include "absl/status/status.h"
#include "isnad/v1/ingest_service.pb.h"

namespace isnad {

inline constexpr int kMaxBatchDocuments = 1000;
inline constexpr int kDefaultPageSize = 100;
inline constexpr int kMaxPageSize = 1000;

// DOCUMENT_EMPTY, DOCUMENT_TOO_LARGE.
absl::Status Validate(const v1::IngestDocumentRequest& request,
                      int64_t max_document_bytes);

// BATCH_TOO_LARGE. The requests in it are validated one by one.
absl::Status Validate(const v1::BatchIngestDocumentsRequest& request);

// DOCUMENT_EMPTY, DOCUMENT_TOO_LARGE.
absl::Status Validate(const v1::AnalyzeDocumentRequest& request,
                      int64_t max_document_bytes);

absl::Status Validate(const v1::WithdrawDocumentRequest& request);

// The page token is checked where it is read.
absl::Status Validate(const v1::ListRejectedDocumentsRequest& request);

absl::Status Validate(const v1::RetryRejectedDocumentRequest& request);

// The filter is parsed by the query service.
absl::Status Validate(const v1::ReanalyzeDocumentsRequest& request);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_SERVER_VALIDATION_H_
