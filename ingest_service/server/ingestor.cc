#include "ingest_service/server/ingestor.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/write_token.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"
#include "google/protobuf/arena.h"
#include "ingest_service/server/rejected_page_token.h"
#include "ingest_service/server/submission_key.h"
#include "ingest_service/server/validation.h"
#include "isnad/v1/record_service.pb.h"

namespace isnad {
namespace {

v1::IngestResult Summarize(const v1::Analysis& analysis) {
  v1::IngestResult result;
  result.set_document(analysis.document().name());
  result.set_mention_count(analysis.mentions_size());
  result.set_quantity_count(analysis.quantities_size());
  result.set_fact_count(analysis.decisions_size() + analysis.figures_size() +
                        analysis.statements_size() + analysis.relations_size());
  *result.mutable_warnings() = analysis.warnings();
  return result;
}

}  // namespace

void Ingestor::Ingest(v1::IngestDocumentRequest request,
                      const StageCheck& check, Done done) {
  const absl::Status valid = Validate(request, options_.max_document_bytes);
  if (!valid.ok()) return done(valid);
  SubmissionKey key =
      MakeSubmissionKey(request, kAnalyzerVersion, analyzer_.catalog_version());
  const std::string request_id = request.request_id();
  const bool validate_only = request.validate_only();
  std::optional<Outbox::Room> room;
  if (!validate_only) {
    const auto before = outbox_.Find(key);
    if (!before.ok()) return done(before.status());
    // With a request id the answer must be noted down, by a submission.
    if (before->has_value() &&
        (request_id.empty() || (*before)->outcome != Outcome::kUnchanged)) {
      return done(ToResult(**before, request_id));
    }
    // A full outbox refuses before the document is read: of its record, which
    // holds the source, no more than that is known by now.
    auto reserved = outbox_.Reserve(
        static_cast<int64_t>(request.document().source().size()));
    if (!reserved.ok()) return done(reserved.status());
    room.emplace(*std::move(reserved));
  }
  absl::StatusOr<Submission> submission =
      Read(std::move(request), std::move(key), check);
  if (!submission.ok()) return done(submission.status());
  if (validate_only) {
    v1::IngestResult result;
    result.ParseFromString(submission->answer);
    return done(std::move(result));
  }
  outbox_.Submit(
      *std::move(submission),
      [this, request_id,
       done = std::move(done)](const absl::StatusOr<Receipt>& receipt) {
        done(ToResult(receipt, request_id));
      },
      std::move(room));
}

absl::StatusOr<Submission> Ingestor::Read(
    v1::IngestDocumentRequest request) const {
  RETURN_IF_ERROR(Validate(request, options_.max_document_bytes));
  SubmissionKey key =
      MakeSubmissionKey(request, kAnalyzerVersion, analyzer_.catalog_version());
  return Read(std::move(request), std::move(key), nullptr);
}

absl::StatusOr<Submission> Ingestor::Read(v1::IngestDocumentRequest request,
                                          SubmissionKey key,
                                          const StageCheck& check) const {
  google::protobuf::Arena arena;
  auto* const record =
      google::protobuf::Arena::CreateMessage<v1::Record>(&arena);
  v1::Analysis& analysis = *record->mutable_document();
  // Between heap and arena a message is copied, but a string can be moved.
  std::string source = std::move(*request.mutable_document()->mutable_source());
  *analysis.mutable_document() = request.document();
  analysis.mutable_document()->set_source(std::move(source));
  RETURN_IF_ERROR(analyzer_.AnalyzeInto(
      v1::AnalyzeOptions(), check, {true, AnalysisUse::kRecord}, analysis));
  Submission submission;
  submission.key = std::move(key);
  submission.answer = Summarize(analysis).SerializeAsString();
  submission.record = record->SerializeAsString();
  const auto size = static_cast<int64_t>(submission.record.size());
  if (size > options_.max_record_bytes) {
    return FieldErrorWithReason(
        "document.source",
        absl::StrCat("got a document whose record has ", size,
                     " bytes, want at most ", options_.max_record_bytes),
        v1::ERROR_REASON_DOCUMENT_TOO_LARGE,
        {{"bytes", absl::StrCat(size)},
         {"limit", absl::StrCat(options_.max_record_bytes)}});
  }
  if (check) RETURN_IF_ERROR(check("outbox"));
  return submission;
}

absl::StatusOr<v1::IngestResult> Ingestor::ToResult(
    const absl::StatusOr<Receipt>& receipt,
    absl::string_view request_id) const {
  RETURN_IF_ERROR(receipt.status());
  if (receipt->outcome == Outcome::kRequestIdReused) {
    return FieldErrorWithReason("request_id",
                                "got an id that came with another request",
                                v1::ERROR_REASON_REQUEST_ID_REUSED,
                                {{"request_id", std::string(request_id)}});
  }
  v1::IngestResult result;
  if (!result.ParseFromString(receipt->answer)) {
    return absl::InternalError("an answer in the outbox does not parse");
  }
  result.set_unchanged(receipt->unchanged);
  result.set_write_token(
      EncodeWriteToken({outbox_.identity().producer, receipt->offset}));
  return result;
}

void Ingestor::Withdraw(const v1::WithdrawDocumentRequest& request,
                        WithdrawDone done) {
  const absl::Status valid = Validate(request);
  if (!valid.ok()) return done(valid);
  v1::Record record;
  record.mutable_deletion()->set_document(request.name());
  outbox_.Withdraw(
      request.name(), record.SerializeAsString(),
      [this, done = std::move(done)](const absl::StatusOr<Receipt>& receipt) {
        if (!receipt.ok()) return done(receipt.status());
        v1::WithdrawDocumentResponse response;
        response.set_write_token(
            EncodeWriteToken({outbox_.identity().producer, receipt->offset}));
        done(std::move(response));
      });
}

absl::StatusOr<v1::AnalyzeDocumentResponse> Ingestor::Analyze(
    v1::AnalyzeDocumentRequest request, const StageCheck& check) const {
  RETURN_IF_ERROR(Validate(request, options_.max_document_bytes));
  ASSIGN_OR_RETURN(v1::Analysis analysis,
                   analyzer_.Analyze(std::move(*request.mutable_document()),
                                     request.options(), check));
  v1::AnalyzeDocumentResponse response;
  // The caller has the source.
  analysis.mutable_document()->clear_source();
  response.mutable_document()->Swap(analysis.mutable_document());
  response.mutable_mentions()->Swap(analysis.mutable_mentions());
  response.mutable_quantities()->Swap(analysis.mutable_quantities());
  response.mutable_decisions()->Swap(analysis.mutable_decisions());
  response.mutable_figures()->Swap(analysis.mutable_figures());
  response.mutable_statements()->Swap(analysis.mutable_statements());
  response.mutable_relations()->Swap(analysis.mutable_relations());
  response.mutable_entities()->Swap(analysis.mutable_entities());
  response.mutable_warnings()->Swap(analysis.mutable_warnings());
  return response;
}

absl::StatusOr<v1::ListRejectedDocumentsResponse> Ingestor::ListRejected(
    const v1::ListRejectedDocumentsRequest& request) {
  RETURN_IF_ERROR(Validate(request));
  const std::string& key = outbox_.identity().page_key;
  int64_t offset = 0;
  if (!request.page_token().empty()) {
    ASSIGN_OR_RETURN(offset,
                     DecodeRejectedPageToken(request.page_token(), key));
  }
  const int page_size = request.page_size() == 0
                            ? kDefaultPageSize
                            : std::min(request.page_size(), kMaxPageSize);
  // One more tells whether there is another page.
  ASSIGN_OR_RETURN(std::vector<ParkedDocument> parked,
                   outbox_.ListParked(offset, page_size + 1));
  v1::ListRejectedDocumentsResponse response;
  for (const ParkedDocument& document : parked) {
    if (response.rejected_documents_size() == page_size) {
      response.set_next_page_token(
          EncodeRejectedPageToken(document.offset, key));
      break;
    }
    v1::RejectedDocument* rejected = response.add_rejected_documents();
    rejected->set_document(document.document);
    rejected->set_offset(document.offset);
    *rejected->mutable_status() = ToRpcStatus(document.status);
  }
  return response;
}

void Ingestor::RetryRejected(const v1::RetryRejectedDocumentRequest& request,
                             Done done) {
  const absl::Status valid = Validate(request);
  if (!valid.ok()) return done(valid);
  outbox_.Retry(request.offset(), [this, done = std::move(done)](
                                      const absl::StatusOr<Receipt>& receipt) {
    done(ToResult(receipt, ""));
  });
}

}  // namespace isnad
