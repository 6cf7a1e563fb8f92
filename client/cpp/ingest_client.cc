#include "client/cpp/ingest_client.h"

#include <utility>

namespace isnad {

using Stub = v1::IngestService::Stub;

IngestClient::IngestClient(std::shared_ptr<grpc::Channel> channel,
                           CallOptions options)
    : stub_(v1::IngestService::NewStub(std::move(channel))),
      options_(std::move(options)) {}

absl::StatusOr<v1::IngestDocumentResponse> IngestClient::IngestDocument(
    const v1::IngestDocumentRequest& request) {
  return Call(*stub_, &Stub::IngestDocument, request, options_, &throttles_);
}

absl::StatusOr<v1::BatchIngestDocumentsResponse>
IngestClient::BatchIngestDocuments(
    const v1::BatchIngestDocumentsRequest& request) {
  return Call(*stub_, &Stub::BatchIngestDocuments, request, options_,
              &throttles_);
}

absl::StatusOr<v1::AnalyzeDocumentResponse> IngestClient::AnalyzeDocument(
    const v1::AnalyzeDocumentRequest& request) {
  return Call(*stub_, &Stub::AnalyzeDocument, request, options_, &throttles_);
}

absl::StatusOr<v1::WithdrawDocumentResponse> IngestClient::WithdrawDocument(
    const v1::WithdrawDocumentRequest& request) {
  return Call(*stub_, &Stub::WithdrawDocument, request, options_, &throttles_);
}

absl::StatusOr<v1::ListRejectedDocumentsResponse>
IngestClient::ListRejectedDocuments(
    const v1::ListRejectedDocumentsRequest& request) {
  return Call(*stub_, &Stub::ListRejectedDocuments, request, options_,
              &throttles_);
}

absl::StatusOr<v1::RetryRejectedDocumentResponse>
IngestClient::RetryRejectedDocument(
    const v1::RetryRejectedDocumentRequest& request) {
  CallOptions once = options_;
  once.max_attempts = 1;
  return Call(*stub_, &Stub::RetryRejectedDocument, request, once, &throttles_);
}

absl::StatusOr<v1::ReanalyzeDocumentsResponse> IngestClient::ReanalyzeDocuments(
    const v1::ReanalyzeDocumentsRequest& request) {
  return Call(*stub_, &Stub::ReanalyzeDocuments, request, options_,
              &throttles_);
}

absl::StatusOr<v1::GetOperationResponse> IngestClient::GetOperation(
    const v1::GetOperationRequest& request) {
  return Call(*stub_, &Stub::GetOperation, request, options_, &throttles_);
}

std::unique_ptr<IngestClient::DocumentStream> IngestClient::StreamDocuments() {
  return std::unique_ptr<DocumentStream>(new DocumentStream(*stub_));
}

IngestClient::DocumentStream::DocumentStream(Stub& stub)
    : stream_(stub.StreamDocuments(&context_)) {}

bool IngestClient::DocumentStream::Write(
    const v1::IngestDocumentRequest& request) {
  v1::StreamDocumentsRequest message;
  *message.mutable_request() = request;
  return stream_->Write(message);
}

void IngestClient::DocumentStream::WritesDone() { stream_->WritesDone(); }

std::optional<v1::StreamDocumentsResponse>
IngestClient::DocumentStream::Read() {
  v1::StreamDocumentsResponse response;
  if (!stream_->Read(&response)) return std::nullopt;
  return response;
}

absl::Status IngestClient::DocumentStream::Finish() {
  return FromGrpcStatus(stream_->Finish());
}

}  // namespace isnad
