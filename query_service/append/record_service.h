#ifndef ISNAD_QUERY_SERVICE_APPEND_RECORD_SERVICE_H_
#define ISNAD_QUERY_SERVICE_APPEND_RECORD_SERVICE_H_

#include "absl/container/flat_hash_set.h"
#include "common/base/mutex.h"
#include "common/rpc/service_of.h"
#include "isnad/v1/record_service.grpc.pb.h"
#include "query_service/append/append_stream.h"
#include "query_service/store/store.h"

namespace isnad {

// Takes records into the store. Thread-safe.
class RecordService final
    : public ServiceOf<v1::RecordService::Service,
                       v1::RecordService::WithRawCallbackMethod_AppendRecords,
                       v1::RecordService::WithCallbackMethod_GetProducer> {
 public:
  // `store` must outlive the service.
  explicit RecordService(Store& store, const AppendLimits& limits = {});
  // Waits for its streams, which must have been drained or cancelled.
  ~RecordService() override;

  // Ends all streams with SHUTTING_DOWN, those that come later at once.
  void Drain();

  grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* AppendRecords(
      grpc::CallbackServerContext* context) override;

  grpc::ServerUnaryReactor* GetProducer(
      grpc::CallbackServerContext* context,
      const v1::GetProducerRequest* request,
      v1::GetProducerResponse* response) override;

 private:
  Store& store_;
  const AppendLimits limits_;
  ArenaBlocks blocks_;
  Mutex mutex_;
  CondVar changed_;
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
  absl::flat_hash_set<AppendStream*> streams_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_APPEND_RECORD_SERVICE_H_
