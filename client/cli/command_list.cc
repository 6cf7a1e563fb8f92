#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "client/cli/command.h"
#include "client/cli/connection.h"
#include "client/cli/list_filter.h"
#include "client/cli/page_printer.h"
#include "client/cli/print_resources.h"
#include "client/cli/print_slots.h"
#include "client/cli/print_values.h"
#include "common/status/status_macros.h"
#include "google/protobuf/timestamp.pb.h"

namespace isnad {
namespace {

// What of a request does not depend on its type.
struct ListRequest {
  std::string parent;
  std::string filter;
  std::optional<google::protobuf::Timestamp> as_of_time;
  // 0: the newest one.
  int64_t revision = 0;
};

absl::StatusOr<int> ListEntities(const ListRequest& list,
                                 const Arguments& arguments,
                                 Connection& connection,
                                 const Console& console) {
  v1::ListEntitiesRequest request;
  request.set_filter(list.filter);
  const Listing<v1::ListEntitiesRequest, v1::ListEntitiesResponse, v1::Entity>
      listing = {&QueryStub::ListEntities, &v1::ListEntitiesResponse::entities,
                 [](const v1::ListEntitiesResponse& response) {
                   return EntityTable(response.entities());
                 }};
  return PrintPages(listing, request, arguments, connection, console);
}

absl::StatusOr<int> ListDocuments(const ListRequest& list,
                                  const Arguments& arguments,
                                  Connection& connection,
                                  const Console& console) {
  v1::ListDocumentsRequest request;
  request.set_filter(list.filter);
  const Listing<v1::ListDocumentsRequest, v1::ListDocumentsResponse,
                v1::Document>
      listing = {&QueryStub::ListDocuments,
                 &v1::ListDocumentsResponse::documents,
                 [](const v1::ListDocumentsResponse& response) {
                   return DocumentTable(response.documents());
                 }};
  return PrintPages(listing, request, arguments, connection, console);
}

absl::StatusOr<int> ListMentions(const ListRequest& list,
                                 const Arguments& arguments,
                                 Connection& connection,
                                 const Console& console) {
  v1::ListMentionsRequest request;
  request.set_parent(list.parent);
  request.set_filter(list.filter);
  const Listing<v1::ListMentionsRequest, v1::ListMentionsResponse, v1::Mention>
      listing = {&QueryStub::ListMentions, &v1::ListMentionsResponse::mentions,
                 [](const v1::ListMentionsResponse& response) {
                   return MentionTable(response.mentions());
                 }};
  return PrintPages(listing, request, arguments, connection, console);
}

// Slots are of one subject; --subject and --metric are fields of their request.
absl::StatusOr<int> ListFigureSlots(const ListRequest& /*list*/,
                                    const Arguments& arguments,
                                    Connection& connection,
                                    const Console& console) {
  if (!arguments.Text("filter").empty()) {
    return UsageError("--filter does not apply to figure-slots");
  }
  const std::string& subject = arguments.Text("subject");
  if (subject.empty()) return UsageError("figure-slots: want --subject=ID");
  v1::ListFigureSlotsRequest request;
  request.set_subject(absl::StartsWith(subject, "entities/")
                          ? subject
                          : absl::StrCat("entities/", subject));
  if (arguments.Has("metric")) {
    // Checked with the filter.
    request.set_metric(static_cast<v1::FigureMetric>(
        EnumValueOf(*v1::FigureMetric_descriptor(), arguments.Text("metric"))));
  }
  const Listing<v1::ListFigureSlotsRequest, v1::ListFigureSlotsResponse,
                v1::FigureSlot>
      listing = {&QueryStub::ListFigureSlots,
                 &v1::ListFigureSlotsResponse::slots,
                 [](const v1::ListFigureSlotsResponse& response) {
                   return FigureSlotTable(response.slots());
                 }};
  return PrintPages(listing, request, arguments, connection, console);
}

// Lists facts; all such requests are alike, and so are the answers.
template <typename Request, typename Response, typename Item,
          Connection::Method<QueryStub, Request, Response> method,
          const Repeated<Item>& (Response::*items)() const,
          Table (*table)(const Repeated<Item>&, const Repeated<v1::Document>&)>
absl::StatusOr<int> ListFacts(const ListRequest& list,
                              const Arguments& arguments,
                              Connection& connection, const Console& console) {
  Request request;
  request.set_parent(list.parent);
  request.set_filter(list.filter);
  request.set_order_by(arguments.Text("order-by"));
  if (list.as_of_time.has_value()) {
    *request.mutable_as_of_time() = *list.as_of_time;
  }
  if (list.revision > 0) {
    request.mutable_consistency()->set_exact_revision(list.revision);
  }
  const bool is_statement = std::is_same_v<Item, v1::Statement>;
  if (is_statement || arguments.Has("sentences")) {
    request.set_view(v1::FACT_VIEW_FULL);
  }
  const Listing<Request, Response, Item> listing = {
      method, items, [](const Response& response) {
        return table((response.*items)(), response.documents());
      }};
  return PrintPages(listing, request, arguments, connection, console);
}

// Reads RFC 3339, or a day, which stands for its last moment.
absl::StatusOr<google::protobuf::Timestamp> ParseTime(const std::string& text) {
  absl::Time time;
  std::string error;
  const std::string whole =
      text.size() == 10 ? absl::StrCat(text, "T23:59:59.999999999Z") : text;
  if (!absl::ParseTime(absl::RFC3339_full, whole, &time, &error)) {
    return UsageError(
        absl::StrCat("--as-of: got \"", text, "\", want RFC 3339 or a day"));
  }
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(absl::ToUnixSeconds(time));
  timestamp.set_nanos(
      static_cast<int32_t>((time - absl::FromUnixSeconds(timestamp.seconds())) /
                           absl::Nanoseconds(1)));
  return timestamp;
}

struct Resource {
  const char* name;
  // What options apply: --document, and those of facts.
  bool in_documents;
  bool is_fact;
  absl::StatusOr<int> (*list)(const ListRequest&, const Arguments&, Connection&,
                              const Console&);
};

constexpr Resource kResources[] = {
    {"entities", false, false, ListEntities},
    {"documents", false, false, ListDocuments},
    {"mentions", true, false, ListMentions},
    {"decisions", true, true,
     ListFacts<v1::ListDecisionsRequest, v1::ListDecisionsResponse,
               v1::Decision, &QueryStub::ListDecisions,
               &v1::ListDecisionsResponse::decisions, DecisionTable>},
    {"figures", true, true,
     ListFacts<v1::ListFiguresRequest, v1::ListFiguresResponse, v1::Figure,
               &QueryStub::ListFigures, &v1::ListFiguresResponse::figures,
               FigureTable>},
    {"figure-slots", false, false, ListFigureSlots},
    {"statements", true, true,
     ListFacts<v1::ListStatementsRequest, v1::ListStatementsResponse,
               v1::Statement, &QueryStub::ListStatements,
               &v1::ListStatementsResponse::statements, StatementTable>},
    {"relations", true, true,
     ListFacts<v1::ListRelationsRequest, v1::ListRelationsResponse,
               v1::Relation, &QueryStub::ListRelations,
               &v1::ListRelationsResponse::relations, RelationTable>},
};

absl::StatusOr<int> List(const Arguments& arguments, const Console& console) {
  const std::string& name = arguments.operands()[0];
  const Resource* resource = nullptr;
  for (const Resource& candidate : kResources) {
    if (candidate.name == name) resource = &candidate;
  }
  if (resource == nullptr) {
    return UsageError(absl::StrCat("there are no \"", name, "\" to list"));
  }
  if (arguments.Has("document") && !resource->in_documents) {
    return UsageError(absl::StrCat("--document does not apply to ", name));
  }
  for (const char* option : {"order-by", "as-of", "revision", "sentences"}) {
    if (arguments.Has(option) && !resource->is_fact) {
      return UsageError(
          absl::StrCat("--", option, " does not apply to ", name));
    }
  }
  ListRequest list;
  ASSIGN_OR_RETURN(
      list.revision,
      arguments.Integer("revision", 0, std::numeric_limits<int64_t>::max()));
  if (arguments.Has("as-of")) {
    ASSIGN_OR_RETURN(list.as_of_time, ParseTime(arguments.Text("as-of")));
  }
  const std::string& document = arguments.Text("document");
  list.parent = absl::StartsWith(document, "documents/")
                    ? document
                    : absl::StrCat("documents/", document);
  ASSIGN_OR_RETURN(list.filter, FilterOf(arguments, name));
  ASSIGN_OR_RETURN(Connection connection, Connection::Open(arguments));
  return resource->list(list, arguments, connection, console);
}

}  // namespace

Command ListCommand() {
  CommandSpec spec;
  spec.name = "list";
  spec.operands = "entities|documents|mentions|decisions|...";
  spec.summary = "List entities, documents or what was found in them";
  spec.description =
      "Lists entities, documents, or the mentions, decisions, figures,\n"
      "statements or relations found in documents: facts with the day and\n"
      "outlet of the document, by the revision that brought it; or, as\n"
      "figure-slots, the figures of one --subject set side by side.\n"
      "\n"
      "  isnad list decisions --jurisdiction=CN --action=PERMIT\n"
      "  isnad list figures --subject=nvidia --metric=REVENUE --min=1e9\n"
      "  isnad list statements --speaker=david-sacks --order-by="
      "'publish_time desc'";
  spec.min_operands = 1;
  spec.max_operands = 1;
  spec.options = {
      {"filter", "FILTER", "AIP-160, such as 'kind = ENTITY_KIND_PERSON'"},
      {"document", "ID", "Only what was found in this document", "-"},
      {"order-by", "ORDER",
       "Of facts: revision or publish_time, with \" desc\" or without"},
      {"as-of", "TIME", "Of facts: in documents published by then"},
      {"revision", "N", "Of facts: as of this revision", "0"},
      {"sentences", "", "Of facts: with the sentences that state them"},
  };
  for (auto options : {FilterOptions(), PageOptions()}) {
    spec.options.insert(spec.options.end(), options.begin(), options.end());
  }
  return {std::move(spec), List};
}

}  // namespace isnad
