// Decisions, figures, statements and relations.
#ifndef ISNAD_QUERY_SERVICE_LOOKUP_FACT_LOOKUP_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_FACT_LOOKUP_H_

#include <cstdint>

#include "absl/status/status.h"
#include "isnad/v1/query_service.pb.h"
#include "query_service/lookup/lookup_context.h"

namespace isnad {

absl::Status Check(const v1::GetDecisionRequest& request);
absl::Status Lookup(const v1::GetDecisionRequest& request,
                    const LookupContext& context,
                    v1::GetDecisionResponse& response);

absl::Status Check(const v1::ListDecisionsRequest& request);
uint64_t Digest(const v1::ListDecisionsRequest& request);
absl::Status Lookup(const v1::ListDecisionsRequest& request,
                    const LookupContext& context,
                    v1::ListDecisionsResponse& response);

absl::Status Check(const v1::GetFigureRequest& request);
absl::Status Lookup(const v1::GetFigureRequest& request,
                    const LookupContext& context,
                    v1::GetFigureResponse& response);

absl::Status Check(const v1::ListFiguresRequest& request);
uint64_t Digest(const v1::ListFiguresRequest& request);
absl::Status Lookup(const v1::ListFiguresRequest& request,
                    const LookupContext& context,
                    v1::ListFiguresResponse& response);

absl::Status Check(const v1::GetStatementRequest& request);
absl::Status Lookup(const v1::GetStatementRequest& request,
                    const LookupContext& context,
                    v1::GetStatementResponse& response);

absl::Status Check(const v1::ListStatementsRequest& request);
uint64_t Digest(const v1::ListStatementsRequest& request);
absl::Status Lookup(const v1::ListStatementsRequest& request,
                    const LookupContext& context,
                    v1::ListStatementsResponse& response);

absl::Status Check(const v1::ListRelationsRequest& request);
uint64_t Digest(const v1::ListRelationsRequest& request);
absl::Status Lookup(const v1::ListRelationsRequest& request,
                    const LookupContext& context,
                    v1::ListRelationsResponse& response);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_FACT_LOOKUP_H_
