#include "query_service/lookup/document_lookup.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/text/utf8.h"
#include "query_service/lookup/alignment.h"
#include "query_service/lookup/filter/filter.h"
#include "query_service/lookup/list_page.h"
#include "query_service/lookup/reprints.h"
#include "query_service/store/resource_name.h"
#include "query_service/store/store_errors.h"

namespace isnad {
namespace {

constexpr int kDefaultPageSize = 100;

enum DocumentField : size_t {
  kLanguageCode,
  kOutlet,
  kPublishTime,
  kMediaType
};

const FilterSchema& DocumentSchema() {
  static const auto* const kSchema = new FilterSchema{
      {"language_code", FilterType::kString},
      {"outlet", FilterType::kString},
      {"publish_time", FilterType::kTimestamp},
      {"media_type", FilterType::kString},
  };
  return *kSchema;
}

FilterValue ValueOf(const v1::Document& document, size_t field) {
  switch (field) {
    case kLanguageCode:
      return absl::string_view(document.language_code());
    case kOutlet:
      return absl::string_view(document.outlet());
    case kPublishTime:
      if (!document.has_publish_time()) return std::monostate();
      return absl::FromUnixSeconds(document.publish_time().seconds()) +
             absl::Nanoseconds(document.publish_time().nanos());
    default:
      return absl::string_view(document.media_type());
  }
}

absl::Status CheckView(v1::DocumentView view) {
  if (v1::DocumentView_IsValid(view)) return absl::OkStatus();
  return FieldError("view", absl::StrCat("got ", static_cast<int>(view),
                                         ", want a DocumentView"));
}

absl::StatusOr<StoredDocument> GetDocument(const std::string& name,
                                           StoreReader& reader) {
  absl::string_view id;
  RETURN_IF_ERROR(ParseResourceName("name", kDocumentPrefix, name, id));
  ASSIGN_OR_RETURN(std::optional<StoredDocument> stored,
                   reader.FindDocument(id));
  if (!stored.has_value()) return ResourceNotFound("document", name);
  return *std::move(stored);
}

// Makes a view of a stored header.
absl::Status Complete(v1::DocumentView view, StoreReader& reader,
                      Reprints& reprints, StoredDocument& stored) {
  if (view != v1::DOCUMENT_VIEW_FULL) return reprints.MakeBasic(stored);
  RETURN_IF_ERROR(reprints.SetDuplicateOf(stored));
  return reader.LoadBody(stored);
}

absl::Status SpanInvalid(const v1::Span& span, size_t text_bytes) {
  return ErrorWithReason(
      absl::StatusCode::kOutOfRange,
      absl::StrCat("span: got [", span.start_byte(), ", ", span.end_byte(),
                   "), want whole characters of a text of ", text_bytes,
                   " bytes"),
      v1::ERROR_REASON_SPAN_INVALID,
      {{"start_byte", absl::StrCat(span.start_byte())},
       {"end_byte", absl::StrCat(span.end_byte())},
       {"text_bytes", absl::StrCat(text_bytes)}});
}

}  // namespace

absl::Status Check(const v1::GetDocumentRequest& request) {
  RETURN_IF_ERROR(CheckView(request.view()));
  absl::string_view id;
  return ParseResourceName("name", kDocumentPrefix, request.name(), id);
}

absl::Status Lookup(const v1::GetDocumentRequest& request,
                    const LookupContext& context,
                    v1::GetDocumentResponse& response) {
  ASSIGN_OR_RETURN(StoredDocument stored,
                   GetDocument(request.name(), context.reader));
  Reprints reprints(context.reader);
  RETURN_IF_ERROR(Complete(request.view(), context.reader, reprints, stored));
  *response.mutable_document() = std::move(stored.document);
  return absl::OkStatus();
}

absl::Status Check(const v1::ListDocumentsRequest& request) {
  RETURN_IF_ERROR(CheckView(request.view()));
  RETURN_IF_ERROR(PageSize(request.page_size(), kDefaultPageSize).status());
  return Filter::Parse(request.filter(), DocumentSchema()).status();
}

uint64_t Digest(const v1::ListDocumentsRequest& request) {
  return RequestDigest({"ListDocuments", request.filter(),
                        absl::StrCat(static_cast<int>(request.view()))});
}

absl::Status Lookup(const v1::ListDocumentsRequest& request,
                    const LookupContext& context,
                    v1::ListDocumentsResponse& response) {
  ASSIGN_OR_RETURN(const int size,
                   PageSize(request.page_size(), kDefaultPageSize));
  ASSIGN_OR_RETURN(const Filter filter,
                   Filter::Parse(request.filter(), DocumentSchema()));
  PageBudget budget(size);
  Reprints reprints(context.reader);
  std::string last = context.plan.position.value_or("");
  bool more = false;
  absl::Status status;
  const auto visit = [&](StoredDocument& stored) {
    more = !budget.Examine();
    if (more) return Visit::kStop;
    const v1::Document& document = stored.document;
    if (filter.Matches([&](size_t f) { return ValueOf(document, f); })) {
      status = Complete(request.view(), context.reader, reprints, stored);
      if (!status.ok()) return Visit::kStop;
      const auto bytes = static_cast<int64_t>(document.ByteSizeLong());
      more = !budget.Fits(bytes);
      if (more) return Visit::kStop;
      budget.Take(bytes);
      last = document.name().substr(kDocumentPrefix.size());
      *response.add_documents() = std::move(stored.document);
    } else {
      last = document.name().substr(kDocumentPrefix.size());
    }
    return Visit::kContinue;
  };
  RETURN_IF_ERROR(context.reader.ScanDocuments(last, visit));
  RETURN_IF_ERROR(status);
  if (more) response.set_next_page_token(context.NextPageToken(last));
  return absl::OkStatus();
}

absl::Status Check(const v1::VerifySpanRequest& request) {
  absl::string_view id;
  RETURN_IF_ERROR(
      ParseResourceName("document", kDocumentPrefix, request.document(), id));
  if (!request.has_span()) return FieldError("span", "got none, want one");
  return absl::OkStatus();
}

absl::Status Lookup(const v1::VerifySpanRequest& request,
                    const LookupContext& context,
                    v1::VerifySpanResponse& response) {
  ASSIGN_OR_RETURN(StoredDocument stored,
                   GetDocument(request.document(), context.reader));
  RETURN_IF_ERROR(context.reader.LoadBody(stored));
  const absl::string_view text = stored.document.text();
  const v1::Span& span = request.span();
  if (span.start_byte() < 0 || span.end_byte() < span.start_byte() ||
      static_cast<size_t>(span.end_byte()) > text.size() ||
      !IsCharacterBorder(text, static_cast<size_t>(span.start_byte())) ||
      !IsCharacterBorder(text, static_cast<size_t>(span.end_byte()))) {
    return SpanInvalid(span, text.size());
  }
  const absl::string_view slice =
      text.substr(static_cast<size_t>(span.start_byte()),
                  static_cast<size_t>(span.end_byte() - span.start_byte()));
  response.set_text(std::string(slice));
  response.set_matches(!request.expected_text().empty() &&
                       slice == request.expected_text());
  const SourceRange range = SourceOfSpan(stored.document, span);
  response.set_source_start(range.start);
  response.set_source_end(range.end);
  response.set_sha256(stored.document.sha256());
  return absl::OkStatus();
}

}  // namespace isnad
