#include "query_service/lookup/query_service.h"

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

namespace isnad {
namespace {

// Up to so many names a lookup is short.
constexpr int kFewNames = 8;

// Whether a lookup may visit many rows.
template <typename Request>
bool IsLong(const Request& /*request*/, bool is_list) {
  return is_list;
}
bool IsLong(const v1::BatchGetEntitiesRequest& request, bool /*is_list*/) {
  return request.names_size() > kFewNames;
}
bool IsLong(const v1::ResolveNamesRequest& request, bool /*is_list*/) {
  return request.names_size() > kFewNames;
}
bool IsLong(const v1::ListMentionsRequest& request, bool /*is_list*/) {
  return SpansDocuments(request);
}
bool IsLong(const v1::GetTimelineRequest& /*request*/, bool /*is_list*/) {
  return true;
}

// Reads and checks a request; returns the call if it has ended with an error,
// else null. A lookup for which there is no room is refused before its request
// is checked: a refusal must cost less than an answer.
template <typename Request>
grpc::ServerUnaryReactor* ReadRequest(grpc::CallbackServerContext* context,
                                      const grpc::ByteBuffer& bytes,
                                      bool is_list, LookupPool& pool,
                                      Request& request) {
  absl::Status status = ParseRequest(bytes, request);
  if (status.ok() && IsLong(request, is_list) && pool.RefusesNow()) {
    grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
    reactor->Finish(pool.refusal());
    return reactor;
  }
  if (status.ok()) status = Check(request);
  return status.ok() ? nullptr : EndLookup(context, status);
}

// Answers of lookups that fill a message.
template <typename Request, typename Response>
absl::Status WriteMessage(const Request& request, const LookupContext& context,
                          std::string& answer) {
  Response response;
  RETURN_IF_ERROR(Lookup(request, context, response));
  response.set_revision(context.reader.revision());
  response.SerializeToString(&answer);
  return absl::OkStatus();
}

}  // namespace

template <typename Request>
grpc::ServerUnaryReactor* QueryService::Run(
    grpc::CallbackServerContext* context,
    std::shared_ptr<const Request> request, grpc::ByteBuffer& response,
    const absl::StatusOr<ReadPlan>& plan, bool is_long,
    WriteAnswer<Request> write) {
  if (!plan.ok()) return EndLookup(context, plan.status());
  return RunLookup(context, store_, *plan, is_long ? &pool_ : nullptr,
                   [this, request = std::move(request), &response, write,
                    plan = *plan](StoreReader& reader) -> absl::Status {
                     std::string answer;
                     RETURN_IF_ERROR(write(
                         *request, {reader, plan, tokens_, names_}, answer));
                     response = ToByteBuffer(std::move(answer));
                     return absl::OkStatus();
                   });
}

template <typename Request>
grpc::ServerUnaryReactor* QueryService::Get(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer& bytes,
    grpc::ByteBuffer& response, WriteAnswer<Request> write) {
  const auto request = std::make_shared<Request>();
  grpc::ServerUnaryReactor* const ended =
      ReadRequest(context, bytes, /*is_list=*/false, pool_, *request);
  if (ended != nullptr) return ended;
  return Run<Request>(context, request, response,
                      PlanRead(request->consistency()),
                      IsLong(*request, /*is_list=*/false), write);
}

template <typename Request>
grpc::ServerUnaryReactor* QueryService::List(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer& bytes,
    grpc::ByteBuffer& response, WriteAnswer<Request> write) {
  const auto request = std::make_shared<Request>();
  grpc::ServerUnaryReactor* const ended =
      ReadRequest(context, bytes, /*is_list=*/true, pool_, *request);
  if (ended != nullptr) return ended;
  return Run<Request>(context, request, response,
                      PlanList(request->consistency(), request->page_token(),
                               Digest(*request), tokens_),
                      IsLong(*request, /*is_list=*/true), write);
}

// A method that is answered by `run`, with what `write` writes.
#define ISNAD_DEFINE_RPC(method, run, write)                               \
  grpc::ServerUnaryReactor* QueryService::method(                          \
      grpc::CallbackServerContext* context, const grpc::ByteBuffer* bytes, \
      grpc::ByteBuffer* response) {                                        \
    return run<v1::method##Request>(context, *bytes, *response,            \
                                    ISNAD_##write(method));                \
  }
#define ISNAD_BYTES(method) LookupBytes
#define ISNAD_MESSAGE(method) \
  WriteMessage<v1::method##Request, v1::method##Response>

ISNAD_DEFINE_RPC(GetEntity, Get, BYTES)
ISNAD_DEFINE_RPC(BatchGetEntities, Get, MESSAGE)
ISNAD_DEFINE_RPC(ListEntities, List, MESSAGE)
ISNAD_DEFINE_RPC(ResolveNames, Get, BYTES)
ISNAD_DEFINE_RPC(GetDocument, Get, MESSAGE)
ISNAD_DEFINE_RPC(ListDocuments, List, MESSAGE)
ISNAD_DEFINE_RPC(SearchDocuments, List, MESSAGE)
ISNAD_DEFINE_RPC(ListMentions, List, BYTES)
ISNAD_DEFINE_RPC(GetDecision, Get, MESSAGE)
ISNAD_DEFINE_RPC(ListDecisions, List, MESSAGE)
ISNAD_DEFINE_RPC(GetFigure, Get, MESSAGE)
ISNAD_DEFINE_RPC(ListFigures, List, MESSAGE)
ISNAD_DEFINE_RPC(GetStatement, Get, MESSAGE)
ISNAD_DEFINE_RPC(ListStatements, List, MESSAGE)
ISNAD_DEFINE_RPC(ListRelations, List, MESSAGE)
ISNAD_DEFINE_RPC(GetTimeline, Get, MESSAGE)
ISNAD_DEFINE_RPC(ListFigureSlots, List, MESSAGE)
ISNAD_DEFINE_RPC(VerifySpan, Get, MESSAGE)

#undef ISNAD_DEFINE_RPC
#undef ISNAD_BYTES
#undef ISNAD_MESSAGE

}  // namespace isnad
