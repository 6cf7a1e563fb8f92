#include "query_service/lookup/mention_lookup.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "query_service/lookup/entity_alias.h"
#include "query_service/lookup/filter/filter.h"
#include "query_service/lookup/list_page.h"
#include "query_service/lookup/wire_answer.h"
#include "query_service/store/resource_name.h"
#include "query_service/store/store_errors.h"

namespace isnad {
namespace {

constexpr int kDefaultPageSize = 100;
// A little more than most take in an answer.
constexpr size_t kTypicalMentionBytes = 144;
constexpr absl::string_view kAllDocuments = "documents/-";

enum MentionField : size_t { kEntity, kKind, kForm };

const FilterSchema& MentionSchema() {
  static const auto* const kSchema = new FilterSchema{
      {"entity", FilterType::kString},
      {"kind", FilterType::kEnum, v1::EntityKind_descriptor()},
      {"form", FilterType::kEnum, v1::MentionForm_descriptor()},
  };
  return *kSchema;
}

FilterValue ValueOf(const MentionView& mention, size_t field) {
  switch (field) {
    case kEntity:
      return mention.entity;
    case kKind:
      return static_cast<int>(mention.kind);
    default:
      return static_cast<int>(mention.form);
  }
}

std::string EncodePosition(const MentionPosition& position) {
  return absl::StrCat(position.version, ".", position.ordinal);
}

// Of a token that we signed, so malformed only by our own fault.
MentionPosition DecodePosition(absl::string_view encoded) {
  MentionPosition position;
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(encoded, absl::MaxSplits('.', 1));
  if (!absl::SimpleAtoi(parts.first, &position.version) ||
      !absl::SimpleAtoi(parts.second, &position.ordinal)) {
    return MentionPosition();
  }
  return position;
}

absl::StatusOr<MentionScan> PlanScan(const v1::ListMentionsRequest& request,
                                     const std::optional<std::string>& entity,
                                     const LookupContext& context) {
  MentionScan scan;
  if (request.parent() != kAllDocuments) {
    scan.document_id =
        std::string(absl::StripPrefix(request.parent(), kDocumentPrefix));
  }
  if (entity.has_value()) {
    scan.entity_id = std::string(absl::StripPrefix(*entity, kEntityPrefix));
    ASSIGN_OR_RETURN(scan.merged_ids, AliasesOf(*entity, context.reader));
    for (std::string& name : scan.merged_ids) {
      name.erase(0, kEntityPrefix.size());
    }
  }
  if (context.plan.position.has_value()) {
    scan.from = DecodePosition(*context.plan.position);
  }
  return scan;
}

// That nothing was visited may mean that there is no such document.
absl::Status CheckDocumentExists(const v1::ListMentionsRequest& request,
                                 const MentionScan& scan, StoreReader& reader) {
  if (scan.document_id.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::optional<StoredDocument> stored,
                   reader.FindDocument(scan.document_id));
  return stored.has_value() ? absl::OkStatus()
                            : ResourceNotFound("document", request.parent());
}

}  // namespace

absl::Status Check(const v1::ListMentionsRequest& request) {
  if (request.parent() != kAllDocuments) {
    absl::string_view id;
    RETURN_IF_ERROR(
        ParseResourceName("parent", kDocumentPrefix, request.parent(), id));
  }
  RETURN_IF_ERROR(PageSize(request.page_size(), kDefaultPageSize).status());
  return Filter::Parse(request.filter(), MentionSchema()).status();
}

bool SpansDocuments(const v1::ListMentionsRequest& request) {
  return request.parent() == kAllDocuments;
}

uint64_t Digest(const v1::ListMentionsRequest& request) {
  return RequestDigest({"ListMentions", request.parent(), request.filter()});
}

absl::Status LookupBytes(const v1::ListMentionsRequest& request,
                         const LookupContext& context, std::string& response) {
  using Response = v1::ListMentionsResponse;
  ASSIGN_OR_RETURN(const int page_size,
                   PageSize(request.page_size(), kDefaultPageSize));
  ASSIGN_OR_RETURN(Filter filter,
                   Filter::Parse(request.filter(), MentionSchema()));
  const std::optional<std::string> entity = filter.RequiredValue(kEntity);
  RETURN_IF_ERROR(
      filter.AddArguments([&](size_t field, absl::string_view argument)
                              -> absl::StatusOr<std::vector<std::string>> {
        if (field != kEntity) return std::vector<std::string>();
        return AliasesOf(argument, context.reader);
      }));
  ASSIGN_OR_RETURN(const MentionScan scan, PlanScan(request, entity, context));
  PageBudget budget(page_size);
  std::optional<MentionPosition> next;
  bool visited = false;
  response.reserve(static_cast<size_t>(page_size) * kTypicalMentionBytes);
  RETURN_IF_ERROR(context.reader.ScanMentionViews(
      scan, [&](MentionPosition position, const MentionView& mention) {
        visited = true;
        if (!budget.Examine()) {
          next = position;
          return Visit::kStop;
        }
        if (!filter.Matches([&](size_t f) { return ValueOf(mention, f); })) {
          return Visit::kContinue;
        }
        const size_t size = SerializedSize(mention);
        const auto bytes = static_cast<int64_t>(size);
        if (!budget.Fits(bytes)) {
          next = position;
          return Visit::kStop;
        }
        budget.Take(bytes);
        AppendMentionField(Response::kMentionsFieldNumber, mention, size,
                           response);
        return Visit::kContinue;
      }));
  if (!visited) {
    RETURN_IF_ERROR(CheckDocumentExists(request, scan, context.reader));
  }
  if (next.has_value()) {
    AppendStringField(Response::kNextPageTokenFieldNumber,
                      context.NextPageToken(EncodePosition(*next)), response);
  }
  AppendIntegerField(Response::kRevisionFieldNumber, context.reader.revision(),
                     response);
  return absl::OkStatus();
}

}  // namespace isnad
