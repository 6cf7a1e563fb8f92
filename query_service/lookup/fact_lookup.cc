#include "query_service/lookup/fact_lookup.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "query_service/lookup/entity_alias.h"
#include "query_service/lookup/fact_fields.h"
#include "query_service/lookup/fact_order.h"
#include "query_service/lookup/fact_words.h"
#include "query_service/lookup/filter/filter.h"
#include "query_service/lookup/list_page.h"
#include "query_service/lookup/reprints.h"
#include "query_service/store/resource_name.h"
#include "query_service/store/store_errors.h"

namespace isnad {
namespace {

constexpr int kDefaultPageSize = 100;
constexpr absl::string_view kAllDocuments = "documents/-";

absl::Status CheckView(v1::FactView view) {
  if (v1::FactView_IsValid(view)) return absl::OkStatus();
  return FieldError("view", absl::StrCat("got ", static_cast<int>(view),
                                         ", want a FactView"));
}

// Sets the id of the document in the name of a fact, a view into the name.
absl::Status ParseFactName(absl::string_view name, absl::string_view collection,
                           absl::string_view& document_id) {
  const std::vector<absl::string_view> parts = absl::StrSplit(name, '/');
  const bool is_fact = parts.size() == 4 && parts[0] == "documents" &&
                       IsResourceId(parts[1]) && parts[2] == collection &&
                       IsResourceId(parts[3]);
  if (!is_fact) {
    return FieldError(
        "name", absl::StrCat("want documents/{document}/", collection,
                             "/{id} with ids of 1 to 128 of [A-Za-z0-9._~-]"));
  }
  document_id = parts[1];
  return absl::OkStatus();
}

template <typename Request>
absl::Status CheckGet(const Request& request, absl::string_view collection) {
  RETURN_IF_ERROR(CheckView(request.view()));
  absl::string_view document_id;
  return ParseFactName(request.name(), collection, document_id);
}

// What a lookup of one fact finds.
template <typename Fact>
struct Found {
  Fact fact;
  v1::Document document;
};

template <typename Fact, typename Request>
absl::StatusOr<Found<Fact>> Get(const Request& request,
                                absl::string_view collection,
                                absl::string_view resource,
                                StoreReader& reader) {
  absl::string_view document_id;
  RETURN_IF_ERROR(ParseFactName(request.name(), collection, document_id));
  ASSIGN_OR_RETURN(std::optional<StoredFact<Fact>> found,
                   reader.FindFact<Fact>(document_id, request.name()));
  if (!found.has_value()) return ResourceNotFound(resource, request.name());
  if (request.view() == v1::FACT_VIEW_FULL) {
    ASSIGN_OR_RETURN(const std::string text,
                     reader.LoadText(found->document.version));
    AddWords(text, found->fact);
  }
  Reprints reprints(reader);
  RETURN_IF_ERROR(reprints.MakeBasic(found->document));
  return Found<Fact>{std::move(found->fact),
                     std::move(found->document.document)};
}

absl::Status CheckAsOfTime(const google::protobuf::Timestamp& time) {
  // The range of google.protobuf.Timestamp: years 1 to 9999.
  const bool is_valid = time.seconds() >= -62'135'596'800 &&
                        time.seconds() <= 253'402'300'799 &&
                        time.nanos() >= 0 && time.nanos() < 1'000'000'000;
  if (is_valid) return absl::OkStatus();
  return FieldError("as_of_time", "got no valid google.protobuf.Timestamp");
}

template <typename Fact, typename Request>
absl::Status CheckList(const Request& request) {
  if (request.parent() != kAllDocuments) {
    absl::string_view id;
    RETURN_IF_ERROR(
        ParseResourceName("parent", kDocumentPrefix, request.parent(), id));
  }
  RETURN_IF_ERROR(PageSize(request.page_size(), kDefaultPageSize).status());
  RETURN_IF_ERROR(CheckView(request.view()));
  if (request.has_as_of_time()) {
    RETURN_IF_ERROR(CheckAsOfTime(request.as_of_time()));
  }
  RETURN_IF_ERROR(ParseFactOrder(request.order_by()).status());
  return Filter::Parse(request.filter(), FactSchema<Fact>()).status();
}

template <typename Request>
uint64_t ListDigest(const Request& request) {
  return RequestDigest({Request::descriptor()->name(), request.parent(),
                        request.filter(), request.order_by(),
                        absl::StrCat(static_cast<int>(request.view())),
                        request.as_of_time().SerializeAsString(),
                        request.has_as_of_time() ? "1" : "0"});
}

std::string EncodePosition(const FactPosition& position) {
  return absl::StrCat(position.version, ".", position.ordinal);
}

// Of a token that we signed, so malformed only by our own fault.
FactPosition DecodePosition(absl::string_view encoded) {
  FactPosition position;
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(encoded, absl::MaxSplits('.', 1));
  if (!absl::SimpleAtoi(parts.first, &position.version) ||
      !absl::SimpleAtoi(parts.second, &position.ordinal)) {
    return FactPosition();
  }
  return position;
}

template <typename Fact, typename Request>
absl::StatusOr<Filter> ParseFilter(const Request& request,
                                   StoreReader& reader) {
  ASSIGN_OR_RETURN(Filter filter,
                   Filter::Parse(request.filter(), FactSchema<Fact>()));
  RETURN_IF_ERROR(
      filter.AddArguments([&](size_t field, absl::string_view argument)
                              -> absl::StatusOr<std::vector<std::string>> {
        if (!FactFields<Fact>()[field].is_entity) {
          return std::vector<std::string>();
        }
        return AliasesOf(argument, reader);
      }));
  return filter;
}

template <typename Fact, typename Request>
absl::StatusOr<FactScan> PlanScan(const Request& request, const Filter& filter,
                                  const LookupContext& context) {
  FactScan scan;
  if (request.parent() != kAllDocuments) {
    scan.document_id =
        std::string(absl::StripPrefix(request.parent(), kDocumentPrefix));
    ASSIGN_OR_RETURN(const std::optional<StoredDocument> stored,
                     context.reader.FindDocument(scan.document_id));
    if (!stored.has_value()) {
      return ResourceNotFound("document", request.parent());
    }
  }
  scan.tags = RequiredTags<Fact>(filter);
  ASSIGN_OR_RETURN(scan.order, ParseFactOrder(request.order_by()));
  if (request.has_as_of_time()) {
    scan.published_by = absl::FromUnixSeconds(request.as_of_time().seconds()) +
                        absl::Nanoseconds(request.as_of_time().nanos());
  }
  if (context.plan.position.has_value()) {
    scan.from = DecodePosition(*context.plan.position);
  }
  return scan;
}

// A page while it is filled: facts, and the documents that state them.
template <typename Fact, typename Response>
class FactPage {
 public:
  using Facts = google::protobuf::RepeatedPtrField<Fact>;

  FactPage(int size, bool with_words, StoreReader& reader, Facts& facts,
           Response& response)
      : with_words_(with_words),
        reader_(reader),
        reprints_(reader),
        facts_(facts),
        response_(response),
        budget_(size) {}

  // Whether another fact may be looked at.
  bool Examine() { return budget_.Examine(); }

  // Adds a fact; false, and nothing is added, if it does not fit any more.
  absl::StatusOr<bool> Add(const StoredDocument& stored, Fact& fact) {
    if (with_words_) {
      if (text_version_ != stored.version) {
        ASSIGN_OR_RETURN(text_, reader_.LoadText(stored.version));
        text_version_ = stored.version;
      }
      AddWords(text_, fact);
    }
    auto bytes = static_cast<int64_t>(fact.ByteSizeLong());
    const bool new_document = stored.version != document_version_;
    StoredDocument document;
    if (new_document) {
      document = stored;
      RETURN_IF_ERROR(reprints_.MakeBasic(document));
      bytes += static_cast<int64_t>(document.document.ByteSizeLong());
    }
    if (!budget_.Fits(bytes)) return false;
    budget_.Take(bytes);
    facts_.Add()->Swap(&fact);
    if (new_document) response_.add_documents()->Swap(&document.document);
    document_version_ = stored.version;
    return true;
  }

 private:
  const bool with_words_;
  StoreReader& reader_;
  Reprints reprints_;
  Facts& facts_;
  Response& response_;
  PageBudget budget_;
  // Facts of one document come one after the other.
  int64_t document_version_ = 0;
  int64_t text_version_ = 0;
  std::string text_;
};

template <typename Fact, typename Request, typename Response>
absl::Status List(const Request& request, const LookupContext& context,
                  google::protobuf::RepeatedPtrField<Fact>& facts,
                  Response& response) {
  ASSIGN_OR_RETURN(const int size,
                   PageSize(request.page_size(), kDefaultPageSize));
  ASSIGN_OR_RETURN(const Filter filter,
                   ParseFilter<Fact>(request, context.reader));
  ASSIGN_OR_RETURN(const FactScan scan,
                   PlanScan<Fact>(request, filter, context));
  FactPage<Fact, Response> page(size, request.view() == v1::FACT_VIEW_FULL,
                                context.reader, facts, response);
  absl::Status status;
  ASSIGN_OR_RETURN(
      const std::optional<FactPosition> next,
      context.reader.ScanFacts<Fact>(
          scan, [&](const StoredDocument& stored, FactPosition, Fact& fact) {
            if (!page.Examine()) return Visit::kStop;
            if (!filter.Matches([&](size_t field) {
                  return FactFields<Fact>()[field].value(fact, stored.document);
                })) {
              return Visit::kContinue;
            }
            const absl::StatusOr<bool> added = page.Add(stored, fact);
            status = added.status();
            return status.ok() && *added ? Visit::kContinue : Visit::kStop;
          }));
  RETURN_IF_ERROR(status);
  if (next.has_value()) {
    response.set_next_page_token(context.NextPageToken(EncodePosition(*next)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Check(const v1::GetDecisionRequest& request) {
  return CheckGet(request, "decisions");
}

absl::Status Lookup(const v1::GetDecisionRequest& request,
                    const LookupContext& context,
                    v1::GetDecisionResponse& response) {
  ASSIGN_OR_RETURN(
      Found<v1::Decision> found,
      Get<v1::Decision>(request, "decisions", "decision", context.reader));
  response.mutable_decision()->Swap(&found.fact);
  response.mutable_document()->Swap(&found.document);
  return absl::OkStatus();
}

absl::Status Check(const v1::GetFigureRequest& request) {
  return CheckGet(request, "figures");
}

absl::Status Lookup(const v1::GetFigureRequest& request,
                    const LookupContext& context,
                    v1::GetFigureResponse& response) {
  ASSIGN_OR_RETURN(
      Found<v1::Figure> found,
      Get<v1::Figure>(request, "figures", "figure", context.reader));
  response.mutable_figure()->Swap(&found.fact);
  response.mutable_document()->Swap(&found.document);
  return absl::OkStatus();
}

absl::Status Check(const v1::GetStatementRequest& request) {
  return CheckGet(request, "statements");
}

absl::Status Lookup(const v1::GetStatementRequest& request,
                    const LookupContext& context,
                    v1::GetStatementResponse& response) {
  ASSIGN_OR_RETURN(
      Found<v1::Statement> found,
      Get<v1::Statement>(request, "statements", "statement", context.reader));
  response.mutable_statement()->Swap(&found.fact);
  response.mutable_document()->Swap(&found.document);
  return absl::OkStatus();
}

absl::Status Check(const v1::ListDecisionsRequest& request) {
  return CheckList<v1::Decision>(request);
}

uint64_t Digest(const v1::ListDecisionsRequest& request) {
  return ListDigest(request);
}

absl::Status Lookup(const v1::ListDecisionsRequest& request,
                    const LookupContext& context,
                    v1::ListDecisionsResponse& response) {
  return List(request, context, *response.mutable_decisions(), response);
}

absl::Status Check(const v1::ListFiguresRequest& request) {
  return CheckList<v1::Figure>(request);
}

uint64_t Digest(const v1::ListFiguresRequest& request) {
  return ListDigest(request);
}

absl::Status Lookup(const v1::ListFiguresRequest& request,
                    const LookupContext& context,
                    v1::ListFiguresResponse& response) {
  return List(request, context, *response.mutable_figures(), response);
}

absl::Status Check(const v1::ListStatementsRequest& request) {
  return CheckList<v1::Statement>(request);
}

uint64_t Digest(const v1::ListStatementsRequest& request) {
  return ListDigest(request);
}

absl::Status Lookup(const v1::ListStatementsRequest& request,
                    const LookupContext& context,
                    v1::ListStatementsResponse& response) {
  return List(request, context, *response.mutable_statements(), response);
}

absl::Status Check(const v1::ListRelationsRequest& request) {
  return CheckList<v1::Relation>(request);
}

uint64_t Digest(const v1::ListRelationsRequest& request) {
  return ListDigest(request);
}

absl::Status Lookup(const v1::ListRelationsRequest& request,
                    const LookupContext& context,
                    v1::ListRelationsResponse& response) {
  return List(request, context, *response.mutable_relations(), response);
}

}  // namespace isnad
