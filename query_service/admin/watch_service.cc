#include "query_service/admin/watch_service.h"

#include "query_service/lookup/unimplemented.h"

namespace isnad {

grpc::ServerWriteReactor<v1::WatchFactsResponse>* WatchService::WatchFacts(
    grpc::CallbackServerContext* /*context*/,
    const v1::WatchFactsRequest* /*request*/) {
  return RefuseStream<v1::WatchFactsResponse>("WatchService.WatchFacts");
}

}  // namespace isnad
