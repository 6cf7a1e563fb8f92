#include "ingest_service/server/ingest_handlers.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "ingest_service/server/batch_ingest.h"
#include "ingest_service/server/call_check.h"
#include "ingest_service/server/validation.h"

namespace isnad {
namespace {

absl::Status OverloadedError(int limit) {
  return ErrorWithReason(
      absl::StatusCode::kResourceExhausted,
      "the service has too many documents waiting to be read; call again",
      v1::ERROR_REASON_OVERLOADED, {{"limit", absl::StrCat(limit)}});
}

// A stream that only says that the service is stopping.
class RefusedStream
    : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  RefusedStream() { Finish(ToGrpcStatus(ShuttingDownError())); }

 private:
  void OnDone() override { delete this; }
};

}  // namespace

void IngestHandlers::Drain() {
  MutexLock lock(mutex_);
  draining_ = true;
  // A stream takes itself out under the lock, so all of these live.
  for (DocumentStream* stream : streams_) stream->Drain();
}

grpc::ServerUnaryReactor* IngestHandlers::Run(
    grpc::CallbackServerContext* context,
    std::function<void(const Finish&)> work) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const Finish finish = [reactor](const absl::Status& status) {
    reactor->Finish(ToGrpcStatus(status));
  };
  {
    MutexLock lock(mutex_);
    if (draining_) {
      finish(ShuttingDownError());
      return reactor;
    }
  }
  if (!pool_.TrySchedule([work = std::move(work), finish] { work(finish); })) {
    finish(OverloadedError(pool_.max_queued()));
  }
  return reactor;
}

grpc::ServerUnaryReactor* IngestHandlers::IngestDocument(
    grpc::CallbackServerContext* context,
    const v1::IngestDocumentRequest* request,
    v1::IngestDocumentResponse* response) {
  return Run(context, [=](const Finish& finish) {
    ingestor_.Ingest(*request, MakeCallCheck(*context, clock_),
                     [=](absl::StatusOr<v1::IngestResult> result) {
                       if (result.ok()) {
                         *response->mutable_result() = std::move(*result);
                       }
                       finish(result.status());
                     });
  });
}

grpc::ServerUnaryReactor* IngestHandlers::BatchIngestDocuments(
    grpc::CallbackServerContext* context,
    const v1::BatchIngestDocumentsRequest* request,
    v1::BatchIngestDocumentsResponse* response) {
  return Run(context, [=](const Finish& finish) {
    BatchIngest(ingestor_, *request, MakeCallCheck(*context, clock_), response,
                finish);
  });
}

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>*
IngestHandlers::StreamDocuments(grpc::CallbackServerContext* context) {
  auto stream = std::make_unique<DocumentStream>(
      ingestor_, pool_, MakeCallCheck(*context, clock_),
      [this](DocumentStream* gone) {
        MutexLock lock(mutex_);
        streams_.erase(gone);
      });
  {
    MutexLock lock(mutex_);
    if (draining_) return new RefusedStream;
    streams_.insert(stream.get());
  }
  stream->Start();
  return stream.release();
}

grpc::ServerUnaryReactor* IngestHandlers::AnalyzeDocument(
    grpc::CallbackServerContext* context,
    const v1::AnalyzeDocumentRequest* request,
    v1::AnalyzeDocumentResponse* response) {
  return Run(context, [=](const Finish& finish) {
    absl::StatusOr<v1::AnalyzeDocumentResponse> result =
        ingestor_.Analyze(*request, MakeCallCheck(*context, clock_));
    if (result.ok()) *response = std::move(*result);
    finish(result.status());
  });
}

grpc::ServerUnaryReactor* IngestHandlers::WithdrawDocument(
    grpc::CallbackServerContext* context,
    const v1::WithdrawDocumentRequest* request,
    v1::WithdrawDocumentResponse* response) {
  return Run(context, [=](const Finish& finish) {
    ingestor_.Withdraw(
        *request, [=](absl::StatusOr<v1::WithdrawDocumentResponse> result) {
          const absl::Status status = result.status();
          if (status.ok()) *response = *std::move(result);
          finish(status);
        });
  });
}

grpc::ServerUnaryReactor* IngestHandlers::ListRejectedDocuments(
    grpc::CallbackServerContext* context,
    const v1::ListRejectedDocumentsRequest* request,
    v1::ListRejectedDocumentsResponse* response) {
  return Run(context, [=](const Finish& finish) {
    absl::StatusOr<v1::ListRejectedDocumentsResponse> result =
        ingestor_.ListRejected(*request);
    if (result.ok()) *response = std::move(*result);
    finish(result.status());
  });
}

grpc::ServerUnaryReactor* IngestHandlers::RetryRejectedDocument(
    grpc::CallbackServerContext* context,
    const v1::RetryRejectedDocumentRequest* request,
    v1::RetryRejectedDocumentResponse* response) {
  return Run(context, [=](const Finish& finish) {
    ingestor_.RetryRejected(
        *request, [=](absl::StatusOr<v1::IngestResult> result) {
          if (result.ok()) *response->mutable_result() = std::move(*result);
          finish(result.status());
        });
  });
}

grpc::ServerUnaryReactor* IngestHandlers::ReanalyzeDocuments(
    grpc::CallbackServerContext* context,
    const v1::ReanalyzeDocumentsRequest* request,
    v1::ReanalyzeDocumentsResponse* response) {
  return Run(context, [=](const Finish& finish) {
    const absl::Status valid = Validate(*request);
    if (!valid.ok()) return finish(valid);
    absl::StatusOr<v1::Operation> operation =
        reanalyzer_.Begin(request->filter());
    const absl::Status status = operation.status();
    if (status.ok()) *response->mutable_operation() = *std::move(operation);
    finish(status);
  });
}

grpc::ServerUnaryReactor* IngestHandlers::GetOperation(
    grpc::CallbackServerContext* context,
    const v1::GetOperationRequest* request,
    v1::GetOperationResponse* response) {
  return Run(context, [=](const Finish& finish) {
    absl::StatusOr<v1::Operation> operation = reanalyzer_.Get(request->name());
    const absl::Status status = operation.status();
    if (status.ok()) *response->mutable_operation() = *std::move(operation);
    finish(status);
  });
}

}  // namespace isnad
