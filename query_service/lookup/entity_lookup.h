// Lookups of entities: a check and a lookup for each request. A check needs no
// store; a lookup is called after its check.
#ifndef ISNAD_QUERY_SERVICE_LOOKUP_ENTITY_LOOKUP_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_ENTITY_LOOKUP_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "isnad/v1/query_service.pb.h"
#include "query_service/lookup/lookup_context.h"

namespace isnad {

absl::Status Check(const v1::GetEntityRequest& request);
// Writes a whole serialized v1::GetEntityResponse.
absl::Status LookupBytes(const v1::GetEntityRequest& request,
                         const LookupContext& context, std::string& response);

absl::Status Check(const v1::BatchGetEntitiesRequest& request);
absl::Status Lookup(const v1::BatchGetEntitiesRequest& request,
                    const LookupContext& context,
                    v1::BatchGetEntitiesResponse& response);

absl::Status Check(const v1::ListEntitiesRequest& request);
uint64_t Digest(const v1::ListEntitiesRequest& request);
absl::Status Lookup(const v1::ListEntitiesRequest& request,
                    const LookupContext& context,
                    v1::ListEntitiesResponse& response);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_ENTITY_LOOKUP_H_
