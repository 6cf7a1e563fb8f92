#ifndef ISNAD_QUERY_SERVICE_ADMIN_WATCH_SERVICE_H_
#define ISNAD_QUERY_SERVICE_ADMIN_WATCH_SERVICE_H_

#include "isnad/v1/watch_service.grpc.pb.h"

namespace isnad {

// Streams facts as they come in: part of the contract and not built yet.
// Thread-safe.
class WatchService final : public v1::WatchService::CallbackService {
 public:
  grpc::ServerWriteReactor<v1::WatchFactsResponse>* WatchFacts(
      grpc::CallbackServerContext* context,
      const v1::WatchFactsRequest* request) override;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_ADMIN_WATCH_SERVICE_H_
