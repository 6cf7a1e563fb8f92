#ifndef ISNAD_QUERY_SERVICE_LOOKUP_QUERY_SERVICE_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_QUERY_SERVICE_H_

#include "absl/status/statusor.h"
#include "isnad/v1/query_service.grpc.pb.h"
#include "query_service/lookup/name_directory.h"
#include "query_service/lookup/page_token.h"
#include "query_service/lookup/read_plan.h"
#include "query_service/store/store.h"

namespace isnad {

// Serves typed lookups. Each call is checked, planned, and answered by the
// lookup of its request type; nothing here knows what they do. Thread-safe.
class QueryService final : public v1::QueryService::CallbackService {
 public:
  // `store` must outlive the service.
  explicit QueryService(Store& store)
      : store_(store), tokens_(store.token_key()), names_(store) {}

#define ISNAD_DECLARE_RPC(method)                                        \
  grpc::ServerUnaryReactor* method(grpc::CallbackServerContext* context, \
                                   const v1::method##Request* request,   \
                                   v1::method##Response* response) override

  ISNAD_DECLARE_RPC(GetEntity);
  ISNAD_DECLARE_RPC(BatchGetEntities);
  ISNAD_DECLARE_RPC(ListEntities);
  ISNAD_DECLARE_RPC(ResolveNames);
  ISNAD_DECLARE_RPC(GetDocument);
  ISNAD_DECLARE_RPC(ListDocuments);
  ISNAD_DECLARE_RPC(SearchDocuments);
  ISNAD_DECLARE_RPC(ListMentions);
  ISNAD_DECLARE_RPC(GetTimeline);
  ISNAD_DECLARE_RPC(ListFigureSlots);
  ISNAD_DECLARE_RPC(VerifySpan);
  ISNAD_DECLARE_RPC(GetDecision);
  ISNAD_DECLARE_RPC(ListDecisions);
  ISNAD_DECLARE_RPC(GetFigure);
  ISNAD_DECLARE_RPC(ListFigures);
  ISNAD_DECLARE_RPC(GetStatement);
  ISNAD_DECLARE_RPC(ListStatements);
  ISNAD_DECLARE_RPC(ListRelations);

#undef ISNAD_DECLARE_RPC

 private:
  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Get(grpc::CallbackServerContext* context,
                                const Request& request, Response& response);
  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* List(grpc::CallbackServerContext* context,
                                 const Request& request, Response& response);
  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Run(grpc::CallbackServerContext* context,
                                const Request& request, Response& response,
                                const absl::StatusOr<ReadPlan>& plan);

  Store& store_;
  const PageTokens tokens_;
  NameDirectory names_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_QUERY_SERVICE_H_
