#ifndef ISNAD_QUERY_SERVICE_LOOKUP_DOCUMENT_LOOKUP_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_DOCUMENT_LOOKUP_H_

#include <cstdint>

#include "absl/status/status.h"
#include "isnad/v1/query_service.pb.h"
#include "query_service/lookup/lookup_context.h"

namespace isnad {

absl::Status Check(const v1::GetDocumentRequest& request);
absl::Status Lookup(const v1::GetDocumentRequest& request,
                    const LookupContext& context,
                    v1::GetDocumentResponse& response);

absl::Status Check(const v1::ListDocumentsRequest& request);
uint64_t Digest(const v1::ListDocumentsRequest& request);
absl::Status Lookup(const v1::ListDocumentsRequest& request,
                    const LookupContext& context,
                    v1::ListDocumentsResponse& response);

absl::Status Check(const v1::VerifySpanRequest& request);
absl::Status Lookup(const v1::VerifySpanRequest& request,
                    const LookupContext& context,
                    v1::VerifySpanResponse& response);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_DOCUMENT_LOOKUP_H_
