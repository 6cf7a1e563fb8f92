#include "query_service/lookup/query_service.h"

#include <string>
#include <utility>

#include "common/rpc/message_bytes.h"
#include "common/status/status_macros.h"
#include "query_service/lookup/document_lookup.h"
#include "query_service/lookup/document_search.h"
#include "query_service/lookup/entity_lookup.h"
#include "query_service/lookup/fact_lookup.h"
#include "query_service/lookup/lookup_call.h"
#include "query_service/lookup/mention_lookup.h"
#include "query_service/lookup/name_resolution.h"
#include "query_service/lookup/timeline_lookup.h"
#include "query_service/lookup/wire_answer.h"

namespace isnad {
namespace {

// Up to so many names a lookup is short.
constexpr int kFewNames = 8;

template <typename Request>
bool IsLong(const Request& /*request*/) {
  return false;
}
bool IsLong(const v1::BatchGetEntitiesRequest& request) {
  return request.names_size() > kFewNames;
}
bool IsLong(const v1::ResolveNamesRequest& request) {
  return request.names_size() > kFewNames;
}
bool IsLong(const v1::GetTimelineRequest& /*request*/) { return true; }

}  // namespace

template <typename Request, typename Response>
grpc::ServerUnaryReactor* QueryService::Run(
    grpc::CallbackServerContext* context, const Request& request,
    Response& response, const absl::StatusOr<ReadPlan>& plan, bool is_long) {
  if (!plan.ok()) return EndLookup(context, plan.status());
  return RunLookup(context, store_, *plan, PoolFor(is_long),
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
  return Run(context, request, response, PlanRead(request.consistency()),
             IsLong(request));
}

template <typename Request, typename Response>
grpc::ServerUnaryReactor* QueryService::List(
    grpc::CallbackServerContext* context, const Request& request,
    Response& response) {
  const absl::Status checked = Check(request);
  if (!checked.ok()) return EndLookup(context, checked);
  return Run(context, request, response,
             PlanList(request.consistency(), request.page_token(),
                      Digest(request), tokens_),
             /*is_long=*/true);
}

template <typename Request>
grpc::ServerUnaryReactor* QueryService::RunBytes(
    grpc::CallbackServerContext* context,
    std::shared_ptr<const Request> request, grpc::ByteBuffer& response,
    const absl::StatusOr<ReadPlan>& plan, bool is_long) {
  if (!plan.ok()) return EndLookup(context, plan.status());
  return RunLookup(context, store_, *plan, PoolFor(is_long),
                   [this, request = std::move(request), &response,
                    plan = *plan](StoreReader& reader) -> absl::Status {
                     std::string answer;
                     RETURN_IF_ERROR(LookupBytes(
                         *request, {reader, plan, tokens_, names_}, answer));
                     response = ToByteBuffer(std::move(answer));
                     return absl::OkStatus();
                   });
}

grpc::ServerUnaryReactor* QueryService::GetEntity(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* bytes,
    grpc::ByteBuffer* response) {
  auto request = std::make_shared<v1::GetEntityRequest>();
  absl::Status checked = ParseRequest(*bytes, *request);
  if (checked.ok()) checked = Check(*request);
  if (!checked.ok()) return EndLookup(context, checked);
  return RunBytes<v1::GetEntityRequest>(context, request, *response,
                                        PlanRead(request->consistency()),
                                        /*is_long=*/false);
}

grpc::ServerUnaryReactor* QueryService::ListMentions(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* bytes,
    grpc::ByteBuffer* response) {
  auto request = std::make_shared<v1::ListMentionsRequest>();
  absl::Status checked = ParseRequest(*bytes, *request);
  if (checked.ok()) checked = Check(*request);
  if (!checked.ok()) return EndLookup(context, checked);
  return RunBytes<v1::ListMentionsRequest>(
      context, request, *response,
      PlanList(request->consistency(), request->page_token(), Digest(*request),
               tokens_),
      SpansDocuments(*request));
}

#define ISNAD_DEFINE_RPC(method, run)                                       \
  grpc::ServerUnaryReactor* QueryService::method(                           \
      grpc::CallbackServerContext* context,                                 \
      const v1::method##Request* request, v1::method##Response* response) { \
    return run(context, *request, *response);                               \
  }

ISNAD_DEFINE_RPC(BatchGetEntities, Get)
ISNAD_DEFINE_RPC(ListEntities, List)
ISNAD_DEFINE_RPC(ResolveNames, Get)
ISNAD_DEFINE_RPC(GetDocument, Get)
ISNAD_DEFINE_RPC(ListDocuments, List)
ISNAD_DEFINE_RPC(SearchDocuments, List)
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
