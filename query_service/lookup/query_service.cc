#include "query_service/lookup/query_service.h"

#include "common/status/status_macros.h"
#include "query_service/lookup/document_lookup.h"
#include "query_service/lookup/document_search.h"
#include "query_service/lookup/entity_lookup.h"
#include "query_service/lookup/fact_lookup.h"
#include "query_service/lookup/lookup_call.h"
#include "query_service/lookup/mention_lookup.h"
#include "query_service/lookup/name_resolution.h"
#include "query_service/lookup/timeline_lookup.h"

namespace isnad {

template <typename Request, typename Response>
grpc::ServerUnaryReactor* QueryService::Run(
    grpc::CallbackServerContext* context, const Request& request,
    Response& response, const absl::StatusOr<ReadPlan>& plan) {
  if (!plan.ok()) return EndLookup(context, plan.status());
  return RunLookup(context, store_, *plan,
                   [this, &request, &response,
                    plan = *plan](StoreReader& reader) -> absl::Status {
                     RETURN_IF_ERROR(Lookup(
                         request, {reader, plan, tokens_, names_}, response));
                     response.set_revision(reader.revision());
                     return absl::OkStatus();
                   });
}

template <typename Request, typename Response>
grpc::ServerUnaryReactor* QueryService::Get(
    grpc::CallbackServerContext* context, const Request& request,
    Response& response) {
  const absl::Status checked = Check(request);
  if (!checked.ok()) return EndLookup(context, checked);
  return Run(context, request, response, PlanRead(request.consistency()));
}

template <typename Request, typename Response>
grpc::ServerUnaryReactor* QueryService::List(
    grpc::CallbackServerContext* context, const Request& request,
    Response& response) {
  const absl::Status checked = Check(request);
  if (!checked.ok()) return EndLookup(context, checked);
  return Run(context, request, response,
             PlanList(request.consistency(), request.page_token(),
                      Digest(request), tokens_));
}

#define ISNAD_DEFINE_RPC(method, run)                                       \
  grpc::ServerUnaryReactor* QueryService::method(                           \
      grpc::CallbackServerContext* context,                                 \
      const v1::method##Request* request, v1::method##Response* response) { \
    return run(context, *request, *response);                               \
  }

ISNAD_DEFINE_RPC(GetEntity, Get)
ISNAD_DEFINE_RPC(BatchGetEntities, Get)
ISNAD_DEFINE_RPC(ListEntities, List)
ISNAD_DEFINE_RPC(ResolveNames, Get)
ISNAD_DEFINE_RPC(GetDocument, Get)
ISNAD_DEFINE_RPC(ListDocuments, List)
ISNAD_DEFINE_RPC(SearchDocuments, List)
ISNAD_DEFINE_RPC(ListMentions, List)
ISNAD_DEFINE_RPC(GetDecision, Get)
ISNAD_DEFINE_RPC(ListDecisions, List)
ISNAD_DEFINE_RPC(GetFigure, Get)
ISNAD_DEFINE_RPC(ListFigures, List)
ISNAD_DEFINE_RPC(GetStatement, Get)
ISNAD_DEFINE_RPC(ListStatements, List)
ISNAD_DEFINE_RPC(ListRelations, List)
ISNAD_DEFINE_RPC(GetTimeline, Get)
ISNAD_DEFINE_RPC(ListFigureSlots, List)
ISNAD_DEFINE_RPC(VerifySpan, Get)

#undef ISNAD_DEFINE_RPC

}  // namespace isnad
