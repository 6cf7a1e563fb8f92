#ifndef ISNAD_QUERY_SERVICE_LOOKUP_QUERY_SERVICE_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_QUERY_SERVICE_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/rpc/service_of.h"
#include "grpcpp/support/byte_buffer.h"
#include "isnad/v1/query_service.grpc.pb.h"
#include "query_service/lookup/lookup_context.h"
#include "query_service/lookup/lookup_pool.h"
#include "query_service/lookup/name_directory.h"
#include "query_service/lookup/page_token.h"
#include "query_service/lookup/read_plan.h"
#include "query_service/store/store.h"

namespace isnad {

// Serves typed lookups. Each call is read, checked, planned, and answered by
// the lookup of its request type; nothing here knows what they do. Requests and
// answers are handled as bytes: some lookups write theirs without building a
// message. A lookup of few rows runs on gRPC's thread, where waiting costs a
// caller no more than its turn; one that may visit many runs on a pool with a
// bound, beyond which it is answered OVERLOADED. Thread-safe.
class QueryService final
    : public ServiceOf<v1::QueryService::Service,
                       v1::QueryService::WithRawCallbackMethod_GetEntity,
                       v1::QueryService::WithRawCallbackMethod_BatchGetEntities,
                       v1::QueryService::WithRawCallbackMethod_ListEntities,
                       v1::QueryService::WithRawCallbackMethod_ResolveNames,
                       v1::QueryService::WithRawCallbackMethod_GetDocument,
                       v1::QueryService::WithRawCallbackMethod_ListDocuments,
                       v1::QueryService::WithRawCallbackMethod_SearchDocuments,
                       v1::QueryService::WithRawCallbackMethod_ListMentions,
                       v1::QueryService::WithRawCallbackMethod_GetTimeline,
                       v1::QueryService::WithRawCallbackMethod_ListFigureSlots,
                       v1::QueryService::WithRawCallbackMethod_VerifySpan,
                       v1::QueryService::WithRawCallbackMethod_GetDecision,
                       v1::QueryService::WithRawCallbackMethod_ListDecisions,
                       v1::QueryService::WithRawCallbackMethod_GetFigure,
                       v1::QueryService::WithRawCallbackMethod_ListFigures,
                       v1::QueryService::WithRawCallbackMethod_GetStatement,
                       v1::QueryService::WithRawCallbackMethod_ListStatements,
                       v1::QueryService::WithRawCallbackMethod_ListRelations> {
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
                                   const grpc::ByteBuffer* bytes,        \
                                   grpc::ByteBuffer* response) override

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
  // Writes the answer, a serialized message.
  template <typename Request>
  using WriteAnswer = absl::Status (*)(const Request& request,
                                       const LookupContext& context,
                                       std::string& answer);

  template <typename Request>
  grpc::ServerUnaryReactor* Get(grpc::CallbackServerContext* context,
                                const grpc::ByteBuffer& bytes,
                                grpc::ByteBuffer& response,
                                WriteAnswer<Request> write);
  template <typename Request>
  grpc::ServerUnaryReactor* List(grpc::CallbackServerContext* context,
                                 const grpc::ByteBuffer& bytes,
                                 grpc::ByteBuffer& response,
                                 WriteAnswer<Request> write);
  // Answers `request`, which was checked, into `response`.
  template <typename Request>
  grpc::ServerUnaryReactor* Run(grpc::CallbackServerContext* context,
                                std::shared_ptr<const Request> request,
                                grpc::ByteBuffer& response,
                                const absl::StatusOr<ReadPlan>& plan,
                                bool is_long, WriteAnswer<Request> write);

  Store& store_;
  const PageTokens tokens_;
  NameDirectory names_;
  LookupPool pool_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_QUERY_SERVICE_H_
