#ifndef ISNAD_QUERY_SERVICE_LOOKUP_NAME_RESOLUTION_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_NAME_RESOLUTION_H_

#include "absl/status/status.h"
#include "isnad/v1/query_service.pb.h"
#include "query_service/lookup/lookup_context.h"

namespace isnad {

absl::Status Check(const v1::ResolveNamesRequest& request);
// Appends the serialized answer.
absl::Status LookupBytes(const v1::ResolveNamesRequest& request,
                         const LookupContext& context, std::string& response);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_NAME_RESOLUTION_H_
