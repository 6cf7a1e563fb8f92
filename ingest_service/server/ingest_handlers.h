#ifndef ISNAD_INGEST_SERVICE_SERVER_INGEST_HANDLERS_H_
#define ISNAD_INGEST_SERVICE_SERVER_INGEST_HANDLERS_H_

#include <functional>

#include "absl/container/flat_hash_set.h"
#include "common/base/clock.h"
#include "common/base/mutex.h"
#include "common/rpc/service_of.h"
#include "ingest_service/reanalysis/reanalyzer.h"
#include "ingest_service/server/document_stream.h"
#include "ingest_service/server/ingestor.h"
#include "ingest_service/server/work_pool.h"
#include "isnad/v1/ingest_service.grpc.pb.h"

namespace isnad {

// The calls of IngestService. Each runs on the pool and is answered from there
// or from the outbox's thread. Thread-safe.
class IngestHandlers
    : public ServiceOf<
          v1::IngestService::Service,
          v1::IngestService::WithRawCallbackMethod_StreamDocuments,
          v1::IngestService::WithCallbackMethod_IngestDocument,
          v1::IngestService::WithCallbackMethod_BatchIngestDocuments,
          v1::IngestService::WithCallbackMethod_AnalyzeDocument,
          v1::IngestService::WithCallbackMethod_WithdrawDocument,
          v1::IngestService::WithCallbackMethod_ListRejectedDocuments,
          v1::IngestService::WithCallbackMethod_RetryRejectedDocument,
          v1::IngestService::WithCallbackMethod_ReanalyzeDocuments,
          v1::IngestService::WithCallbackMethod_GetOperation> {
 public:
  // All must outlive the handlers, and the server must have ended before they
  // go.
  IngestHandlers(Ingestor& ingestor, Reanalyzer& reanalyzer, WorkPool& pool,
                 const Clock& clock)
      : ingestor_(ingestor),
        reanalyzer_(reanalyzer),
        pool_(pool),
        clock_(clock) {}

  // Answers new calls with SHUTTING_DOWN and ends the streams.
  void Drain();

  grpc::ServerUnaryReactor* IngestDocument(
      grpc::CallbackServerContext* context,
      const v1::IngestDocumentRequest* request,
      v1::IngestDocumentResponse* response) override;
  grpc::ServerUnaryReactor* BatchIngestDocuments(
      grpc::CallbackServerContext* context,
      const v1::BatchIngestDocumentsRequest* request,
      v1::BatchIngestDocumentsResponse* response) override;
  grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* StreamDocuments(
      grpc::CallbackServerContext* context) override;
  grpc::ServerUnaryReactor* AnalyzeDocument(
      grpc::CallbackServerContext* context,
      const v1::AnalyzeDocumentRequest* request,
      v1::AnalyzeDocumentResponse* response) override;
  grpc::ServerUnaryReactor* WithdrawDocument(
      grpc::CallbackServerContext* context,
      const v1::WithdrawDocumentRequest* request,
      v1::WithdrawDocumentResponse* response) override;
  grpc::ServerUnaryReactor* ListRejectedDocuments(
      grpc::CallbackServerContext* context,
      const v1::ListRejectedDocumentsRequest* request,
      v1::ListRejectedDocumentsResponse* response) override;
  grpc::ServerUnaryReactor* RetryRejectedDocument(
      grpc::CallbackServerContext* context,
      const v1::RetryRejectedDocumentRequest* request,
      v1::RetryRejectedDocumentResponse* response) override;
  grpc::ServerUnaryReactor* ReanalyzeDocuments(
      grpc::CallbackServerContext* context,
      const v1::ReanalyzeDocumentsRequest* request,
      v1::ReanalyzeDocumentsResponse* response) override;
  grpc::ServerUnaryReactor* GetOperation(
      grpc::CallbackServerContext* context,
      const v1::GetOperationRequest* request,
      v1::GetOperationResponse* response) override;

 private:
  // Finishes a call.
  using Finish = std::function<void(const absl::Status&)>;

  // Runs `work` on the pool, or finishes with SHUTTING_DOWN or OVERLOADED.
  grpc::ServerUnaryReactor* Run(grpc::CallbackServerContext* context,
                                std::function<void(const Finish&)> work);

  Ingestor& ingestor_;
  Reanalyzer& reanalyzer_;
  WorkPool& pool_;
  const Clock& clock_;

  Mutex mutex_;
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
  absl::flat_hash_set<DocumentStream*> streams_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_SERVER_INGEST_HANDLERS_H_
