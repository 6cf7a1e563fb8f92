#ifndef ISNAD_QUERY_SERVICE_LOOKUP_MENTION_LOOKUP_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_MENTION_LOOKUP_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "isnad/v1/query_service.pb.h"
#include "query_service/lookup/lookup_context.h"

namespace isnad {

absl::Status Check(const v1::ListMentionsRequest& request);
uint64_t Digest(const v1::ListMentionsRequest& request);
// Whether the mentions of more than one document may be visited.
bool SpansDocuments(const v1::ListMentionsRequest& request);

// Writes a whole serialized v1::ListMentionsResponse.
absl::Status LookupBytes(const v1::ListMentionsRequest& request,
                         const LookupContext& context, std::string& response);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_MENTION_LOOKUP_H_
