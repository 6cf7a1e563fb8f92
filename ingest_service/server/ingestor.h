#ifndef ISNAD_INGEST_SERVICE_SERVER_INGESTOR_H_
#define ISNAD_INGEST_SERVICE_SERVER_INGESTOR_H_

#include <cstdint>
#include <functional>

#include "absl/status/statusor.h"
#include "ingest_service/outbox/outbox.h"
#include "ingest_service/pipeline/analyzer.h"
#include "isnad/v1/ingest_service.pb.h"

namespace isnad {

// What the ingest service does, apart from how it is called. Thread-safe.
class Ingestor {
 public:
  struct Options {
    // Largest source of a document.
    int64_t max_document_bytes = int64_t{16} << 20;
    // Largest record; one above it could not be sent.
    int64_t max_record_bytes = int64_t{60} << 20;
  };

  using Done = std::function<void(absl::StatusOr<v1::IngestResult>)>;

  // Both must outlive this.
  Ingestor(const Analyzer& analyzer, Outbox& outbox, const Options& options)
      : analyzer_(analyzer), outbox_(outbox), options_(options) {}

  // Reads a document on this thread and puts it into the outbox, then calls
  // `done`: before it returns, or from the outbox's thread. OUTBOX_FULL comes
  // before anything is read.
  void Ingest(v1::IngestDocumentRequest request, const StageCheck& check,
              Done done);

  // Reads a document as `Ingest` does and returns what would go into the
  // outbox.
  absl::StatusOr<Submission> Read(v1::IngestDocumentRequest request) const;

  // Reads a document and stores nothing.
  absl::StatusOr<v1::AnalyzeDocumentResponse> Analyze(
      v1::AnalyzeDocumentRequest request, const StageCheck& check) const;

  using WithdrawDone =
      std::function<void(absl::StatusOr<v1::WithdrawDocumentResponse>)>;

  // Withdraws a document, then calls `done` as `Ingest` does.
  void Withdraw(const v1::WithdrawDocumentRequest& request, WithdrawDone done);

  // Lists refused documents. PAGE_TOKEN_INVALID.
  absl::StatusOr<v1::ListRejectedDocumentsResponse> ListRejected(
      const v1::ListRejectedDocumentsRequest& request);

  // Sends a refused document again, as `Ingest` calls `done`.
  void RetryRejected(const v1::RetryRejectedDocumentRequest& request,
                     Done done);

 private:
  absl::StatusOr<Submission> Read(v1::IngestDocumentRequest request,
                                  SubmissionKey key,
                                  const StageCheck& check) const;
  absl::StatusOr<v1::IngestResult> ToResult(
      const absl::StatusOr<Receipt>& receipt,
      absl::string_view request_id) const;

  const Analyzer& analyzer_;
  Outbox& outbox_;
  const Options options_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_SERVER_INGESTOR_H_
