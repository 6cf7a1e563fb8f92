#ifndef ISNAD_CLIENT_CPP_INGEST_CLIENT_H_
#define ISNAD_CLIENT_CPP_INGEST_CLIENT_H_

#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "client/cpp/call.h"
#include "grpcpp/channel.h"
#include "isnad/v1/ingest_service.grpc.pb.h"

namespace isnad {

// Calls of IngestService. Every call but RetryRejectedDocument may be repeated
// without effect, so all others are tried again after UNAVAILABLE. What is
// refused again and again as OVERLOADED is held back as QueryClient does it.
// Thread-safe.
//
//   IngestClient client(MakeChannel("127.0.0.1:7701"));
//   v1::IngestDocumentRequest request;
//   request.mutable_document()->set_source(bytes);
//   ASSIGN_OR_RETURN(auto response, client.IngestDocument(request));
class IngestClient {
 public:
  explicit IngestClient(std::shared_ptr<grpc::Channel> channel,
                        CallOptions options = {});

  absl::StatusOr<v1::IngestDocumentResponse> IngestDocument(
      const v1::IngestDocumentRequest& request);
  absl::StatusOr<v1::BatchIngestDocumentsResponse> BatchIngestDocuments(
      const v1::BatchIngestDocumentsRequest& request);
  absl::StatusOr<v1::AnalyzeDocumentResponse> AnalyzeDocument(
      const v1::AnalyzeDocumentRequest& request);
  absl::StatusOr<v1::WithdrawDocumentResponse> WithdrawDocument(
      const v1::WithdrawDocumentRequest& request);
  absl::StatusOr<v1::ListRejectedDocumentsResponse> ListRejectedDocuments(
      const v1::ListRejectedDocumentsRequest& request);
  absl::StatusOr<v1::RetryRejectedDocumentResponse> RetryRejectedDocument(
      const v1::RetryRejectedDocumentRequest& request);
  absl::StatusOr<v1::ReanalyzeDocumentsResponse> ReanalyzeDocuments(
      const v1::ReanalyzeDocumentsRequest& request);
  absl::StatusOr<v1::GetOperationResponse> GetOperation(
      const v1::GetOperationRequest& request);

  // One call of StreamDocuments. One thread may write while another reads;
  // whoever writes without reading stands still once the server has some dozens
  // of answers waiting.
  class DocumentStream {
   public:
    // Writes a document; false if the stream has ended: see `Finish`.
    bool Write(const v1::IngestDocumentRequest& request);
    // Says that no more will be written.
    void WritesDone();
    // Returns the next answer, nullopt when there will be no more.
    std::optional<v1::StreamDocumentsResponse> Read();
    // Returns how the stream ended. To be called once, last.
    absl::Status Finish();
    // Ends the stream at once.
    void Cancel() { context_.TryCancel(); }

   private:
    friend class IngestClient;
    explicit DocumentStream(v1::IngestService::Stub& stub);

    grpc::ClientContext context_;
    const std::unique_ptr<grpc::ClientReaderWriter<v1::StreamDocumentsRequest,
                                                   v1::StreamDocumentsResponse>>
        stream_;
  };

  // Opens a stream without a deadline; the client must outlive it.
  std::unique_ptr<DocumentStream> StreamDocuments();

 private:
  const std::unique_ptr<v1::IngestService::Stub> stub_;
  const CallOptions options_;
  MethodThrottles throttles_;
};

}  // namespace isnad

#endif  // ISNAD_CLIENT_CPP_INGEST_CLIENT_H_
