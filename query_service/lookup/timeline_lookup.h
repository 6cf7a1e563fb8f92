// Lookups that set facts of many documents side by side.
#ifndef ISNAD_QUERY_SERVICE_LOOKUP_TIMELINE_LOOKUP_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_TIMELINE_LOOKUP_H_

#include <cstdint>

#include "absl/status/status.h"
#include "isnad/v1/query_service.pb.h"
#include "query_service/lookup/lookup_context.h"

namespace isnad {

absl::Status Check(const v1::GetTimelineRequest& request);
absl::Status Lookup(const v1::GetTimelineRequest& request,
                    const LookupContext& context,
                    v1::GetTimelineResponse& response);

absl::Status Check(const v1::ListFigureSlotsRequest& request);
uint64_t Digest(const v1::ListFigureSlotsRequest& request);
absl::Status Lookup(const v1::ListFigureSlotsRequest& request,
                    const LookupContext& context,
                    v1::ListFigureSlotsResponse& response);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_TIMELINE_LOOKUP_H_
