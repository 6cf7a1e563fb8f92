#ifndef ISNAD_QUERY_SERVICE_LOOKUP_DOCUMENT_SEARCH_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_DOCUMENT_SEARCH_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "isnad/v1/query_service.pb.h"
#include "query_service/lookup/lookup_context.h"

namespace isnad {

// Reads a query: words between quotation marks of any family are one phrase,
// and so are the words that punctuation makes of one run of characters.
// FIELD_INVALID if it holds no word, or too much.
absl::StatusOr<SearchTerms> ParseSearchQuery(absl::string_view query);

absl::Status Check(const v1::SearchDocumentsRequest& request);
uint64_t Digest(const v1::SearchDocumentsRequest& request);
absl::Status Lookup(const v1::SearchDocumentsRequest& request,
                    const LookupContext& context,
                    v1::SearchDocumentsResponse& response);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_DOCUMENT_SEARCH_H_
