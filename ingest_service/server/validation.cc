#include "ingest_service/server/validation.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "google/protobuf/util/time_util.h"
#include "ingest_service/pipeline/fact_ids.h"

namespace isnad {
namespace {

constexpr size_t kMaxRequestIdBytes = 64;
constexpr size_t kMaxFilterBytes = 10'000;
constexpr int32_t kNanosPerSecond = 1'000'000'000;

absl::Status CheckTimestamp(absl::string_view field,
                            const google::protobuf::Timestamp& time) {
  using google::protobuf::util::TimeUtil;
  // The range of google.protobuf.Timestamp: years 1 to 9999.
  if (time.seconds() < TimeUtil::kTimestampMinSeconds ||
      time.seconds() > TimeUtil::kTimestampMaxSeconds || time.nanos() < 0 ||
      time.nanos() >= kNanosPerSecond) {
    return FieldError(
        field, absl::StrCat("got ", time.seconds(), " s and ", time.nanos(),
                            " ns, want a time of the years 1 to 9999"));
  }
  return absl::OkStatus();
}

absl::Status CheckSource(const std::string& source,
                         int64_t max_document_bytes) {
  if (source.empty()) {
    return FieldErrorWithReason("document.source",
                                "got no bytes, want at least one",
                                v1::ERROR_REASON_DOCUMENT_EMPTY);
  }
  const auto size = static_cast<int64_t>(source.size());
  if (size > max_document_bytes) {
    return FieldErrorWithReason(
        "document.source",
        absl::StrCat("got ", size, " bytes, want at most ", max_document_bytes),
        v1::ERROR_REASON_DOCUMENT_TOO_LARGE,
        {{"bytes", absl::StrCat(size)},
         {"limit", absl::StrCat(max_document_bytes)}});
  }
  return absl::OkStatus();
}

absl::Status CheckDocument(bool is_set, const v1::Document& document,
                           int64_t max_document_bytes) {
  if (!is_set) return FieldError("document", "got none, want one");
  if (!document.name().empty() && !IsDocumentName(document.name())) {
    return FieldError(
        "document.name",
        absl::StrCat("got \"", document.name().substr(0, 200),
                     "\", want documents/ and 1 to 128 of [A-Za-z0-9._~-]"));
  }
  if (document.has_publish_time()) {
    RETURN_IF_ERROR(
        CheckTimestamp("document.publish_time", document.publish_time()));
  }
  return CheckSource(document.source(), max_document_bytes);
}

bool IsRequestId(absl::string_view id) {
  return id.size() <= kMaxRequestIdBytes &&
         std::all_of(id.begin(), id.end(),
                     [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

absl::Status Validate(const v1::IngestDocumentRequest& request,
                      int64_t max_document_bytes) {
  RETURN_IF_ERROR(CheckDocument(request.has_document(), request.document(),
                                max_document_bytes));
  if (!IsRequestId(request.request_id())) {
    return FieldError("request_id",
                      absl::StrCat("got ", request.request_id().size(),
                                   " bytes, want at most ", kMaxRequestIdBytes,
                                   " printable ASCII characters"));
  }
  return absl::OkStatus();
}

absl::Status Validate(const v1::BatchIngestDocumentsRequest& request) {
  if (request.requests().empty()) {
    return FieldError("requests",
                      absl::StrCat("got none, want 1 to ", kMaxBatchDocuments));
  }
  if (request.requests_size() > kMaxBatchDocuments) {
    return ErrorWithReason(
        absl::StatusCode::kResourceExhausted,
        absl::StrCat("requests: got ", request.requests_size(),
                     ", want at most ", kMaxBatchDocuments),
        v1::ERROR_REASON_BATCH_TOO_LARGE,
        {{"limit", absl::StrCat(kMaxBatchDocuments)}});
  }
  return absl::OkStatus();
}

absl::Status Validate(const v1::AnalyzeDocumentRequest& request,
                      int64_t max_document_bytes) {
  RETURN_IF_ERROR(CheckDocument(request.has_document(), request.document(),
                                max_document_bytes));
  if (!request.options().has_reference_time()) return absl::OkStatus();
  return CheckTimestamp("options.reference_time",
                        request.options().reference_time());
}

absl::Status Validate(const v1::WithdrawDocumentRequest& request) {
  if (IsDocumentName(request.name())) return absl::OkStatus();
  return FieldError("name", "want documents/ and 1 to 128 of [A-Za-z0-9._~-]");
}

absl::Status Validate(const v1::ListRejectedDocumentsRequest& request) {
  if (request.page_size() < 0) {
    return FieldError("page_size", absl::StrCat("got ", request.page_size(),
                                                ", want 0 to ", kMaxPageSize));
  }
  return absl::OkStatus();
}

absl::Status Validate(const v1::ReanalyzeDocumentsRequest& request) {
  if (request.filter().size() <= kMaxFilterBytes) return absl::OkStatus();
  return FieldError("filter",
                    absl::StrCat("got ", request.filter().size(),
                                 " bytes, want at most ", kMaxFilterBytes));
}

absl::Status Validate(const v1::RetryRejectedDocumentRequest& request) {
  if (request.offset() < 0) {
    return FieldError(
        "offset", absl::StrCat("got ", request.offset(), ", want 0 or more"));
  }
  return absl::OkStatus();
}

}  // namespace isnad
