#ifndef ISNAD_QUERY_SERVICE_ADMIN_ADMIN_SERVICE_H_
#define ISNAD_QUERY_SERVICE_ADMIN_ADMIN_SERVICE_H_

#include <atomic>

#include "isnad/v1/admin_service.grpc.pb.h"
#include "query_service/admin/long_work.h"
#include "query_service/lookup/page_token.h"
#include "query_service/store/store.h"

namespace isnad {

// Keeps a store in order. Thread-safe.
class AdminService final : public v1::AdminService::CallbackService {
 public:
  // `store` must outlive the service.
  explicit AdminService(Store& store)
      : store_(store), tokens_(store.token_key()) {}

  // Ends streams under way with SHUTTING_DOWN.
  void Drain() { draining_ = true; }

  grpc::ServerUnaryReactor* GetStats(grpc::CallbackServerContext* context,
                                     const v1::GetStatsRequest* request,
                                     v1::GetStatsResponse* response) override;
  grpc::ServerUnaryReactor* DeleteDocument(
      grpc::CallbackServerContext* context,
      const v1::DeleteDocumentRequest* request,
      v1::DeleteDocumentResponse* response) override;
  grpc::ServerWriteReactor<v1::ExportResponse>* Export(
      grpc::CallbackServerContext* context,
      const v1::ExportRequest* request) override;
  grpc::ServerReadReactor<v1::ImportRequest>* Import(
      grpc::CallbackServerContext* context,
      v1::ImportResponse* response) override;
  grpc::ServerUnaryReactor* Backup(grpc::CallbackServerContext* context,
                                   const v1::BackupRequest* request,
                                   v1::BackupResponse* response) override;
  grpc::ServerUnaryReactor* MergeEntities(
      grpc::CallbackServerContext* context,
      const v1::MergeEntitiesRequest* request,
      v1::MergeEntitiesResponse* response) override;

 private:
  Store& store_;
  const PageTokens tokens_;
  std::atomic<bool> draining_{false};
  LongWork backups_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_ADMIN_ADMIN_SERVICE_H_
