#ifndef ISNAD_QUERY_SERVICE_LOOKUP_QUERY_SERVICE_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_QUERY_SERVICE_H_

#include <memory>

#include "absl/status/statusor.h"
#include "isnad/v1/query_service.grpc.pb.h"
#include "query_service/lookup/lookup_pool.h"
#include "query_service/lookup/name_directory.h"
#include "query_service/lookup/page_token.h"
#include "query_service/lookup/read_plan.h"
#include "query_service/store/store.h"

namespace isnad {

// Serves typed lookups. Each call is checked, planned, and answered by the
// lookup of its request type; nothing here knows what they do. A lookup of few
// rows runs on gRPC's thread, where waiting costs a caller no more than its
// turn; one that may visit many runs on a pool with a bound, beyond which it is
// answered OVERLOADED. Thread-safe.
class QueryService final
    : public v1::QueryService::WithRawCallbackMethod_GetEntity<
          v1::QueryService::WithRawCallbackMethod_ListMentions<
              v1::QueryService::CallbackService>> {
 public:
  // `store` must outlive the service.
  explicit QueryService(Store& store, const LookupLimits& limits = {},
                        const NameDirectory::Options& names = {})
      : store_(store),
        tokens_(store.token_key()),
        names_(store, names),
        pool_(limits) {}

#define ISNAD_DECLARE_RPC(method)                                        \
  grpc::ServerUnaryReactor* method(grpc::CallbackServerContext* context, \
                                   const v1::method##Request* request,   \
                                   v1::method##Response* response) override

  ISNAD_DECLARE_RPC(BatchGetEntities);
  ISNAD_DECLARE_RPC(ListEntities);
  ISNAD_DECLARE_RPC(ResolveNames);
  ISNAD_DECLARE_RPC(GetDocument);
  ISNAD_DECLARE_RPC(ListDocuments);
  ISNAD_DECLARE_RPC(SearchDocuments);
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

  // These are answered in bytes.
  grpc::ServerUnaryReactor* GetEntity(grpc::CallbackServerContext* context,
                                      const grpc::ByteBuffer* bytes,
                                      grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListMentions(grpc::CallbackServerContext* context,
                                         const grpc::ByteBuffer* bytes,
                                         grpc::ByteBuffer* response) override;

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
                                const absl::StatusOr<ReadPlan>& plan,
                                bool is_long);
  // As Run, of a request that was read from bytes.
  template <typename Request>
  grpc::ServerUnaryReactor* RunBytes(grpc::CallbackServerContext* context,
                                     std::shared_ptr<const Request> request,
                                     grpc::ByteBuffer& response,
                                     const absl::StatusOr<ReadPlan>& plan,
                                     bool is_long);
  // Where a lookup runs: null for gRPC's own thread.
  LookupPool* PoolFor(bool is_long) { return is_long ? &pool_ : nullptr; }

  Store& store_;
  const PageTokens tokens_;
  NameDirectory names_;
  LookupPool pool_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_QUERY_SERVICE_H_
