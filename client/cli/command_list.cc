#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "client/cli/command.h"
#include "client/cli/connection.h"
#include "client/cli/list_filter.h"
#include "client/cli/page_printer.h"
#include "client/cli/print_resources.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

// What of a request does not depend on its type.
struct ListRequest {
  std::string parent;
  std::string filter;
};

absl::StatusOr<int> ListEntities(const ListRequest& list,
                                 const Arguments& arguments,
                                 Connection& connection,
                                 const Console& console) {
  v1::ListEntitiesRequest request;
  request.set_filter(list.filter);
  const Listing<v1::ListEntitiesRequest, v1::ListEntitiesResponse, v1::Entity>
      listing = {&QueryStub::ListEntities, &v1::ListEntitiesResponse::entities,
                 EntityTable};
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
                 &v1::ListDocumentsResponse::documents, DocumentTable};
  return PrintPages(listing, request, arguments, connection, console);
}

// Lists what is found in documents; all such requests have a parent.
template <typename Request, typename Response, typename Item,
          Connection::Method<QueryStub, Request, Response> method,
          const Repeated<Item>& (Response::*items)() const,
          Table (*table)(const Repeated<Item>&)>
absl::StatusOr<int> ListFound(const ListRequest& list,
                              const Arguments& arguments,
                              Connection& connection, const Console& console) {
  Request request;
  request.set_parent(list.parent);
  request.set_filter(list.filter);
  const Listing<Request, Response, Item> listing = {method, items, table};
  return PrintPages(listing, request, arguments, connection, console);
}

struct Resource {
  const char* name;
  // Whether --document applies.
  bool in_documents;
  absl::StatusOr<int> (*list)(const ListRequest&, const Arguments&, Connection&,
                              const Console&);
};

constexpr Resource kResources[] = {
    {"entities", false, ListEntities},
    {"documents", false, ListDocuments},
    {"mentions", true,
     ListFound<v1::ListMentionsRequest, v1::ListMentionsResponse, v1::Mention,
               &QueryStub::ListMentions, &v1::ListMentionsResponse::mentions,
               MentionTable>},
    {"decisions", true,
     ListFound<v1::ListDecisionsRequest, v1::ListDecisionsResponse,
               v1::Decision, &QueryStub::ListDecisions,
               &v1::ListDecisionsResponse::decisions, DecisionTable>},
    {"figures", true,
     ListFound<v1::ListFiguresRequest, v1::ListFiguresResponse, v1::Figure,
               &QueryStub::ListFigures, &v1::ListFiguresResponse::figures,
               FigureTable>},
    {"statements", true,
     ListFound<v1::ListStatementsRequest, v1::ListStatementsResponse,
               v1::Statement, &QueryStub::ListStatements,
               &v1::ListStatementsResponse::statements, StatementTable>},
    {"relations", true,
     ListFound<v1::ListRelationsRequest, v1::ListRelationsResponse,
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
  ListRequest list;
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
      "statements or relations found in documents.";
  spec.min_operands = 1;
  spec.max_operands = 1;
  spec.options = {
      {"filter", "FILTER", "AIP-160, such as 'kind = ENTITY_KIND_PERSON'"},
      {"document", "ID", "Only what was found in this document", "-"},
  };
  for (auto options : {FilterOptions(), PageOptions()}) {
    spec.options.insert(spec.options.end(), options.begin(), options.end());
  }
  return {std::move(spec), List};
}

}  // namespace isnad
