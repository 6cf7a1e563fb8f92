#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "client/cli/command.h"
#include "client/cli/connection.h"
#include "client/cli/print_json.h"
#include "client/cli/print_resources.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

// What a getter works with.
struct GetContext {
  const std::string& name;
  const Arguments& arguments;
  Connection& connection;
  const Console& console;
};

absl::Status GetEntity(const GetContext& get) {
  v1::GetEntityRequest request;
  request.set_name(get.name);
  ASSIGN_OR_RETURN(v1::GetEntityResponse response,
                   get.connection.Query(&QueryStub::GetEntity, request));
  const OutputFormat format = FormatOf(get.arguments);
  if (format == OutputFormat::kTable) {
    PrintEntity(response.entity(), get.console);
  } else {
    get.console.out << ToJson(response.entity(), format) << '\n';
  }
  return absl::OkStatus();
}

absl::Status GetDocument(const GetContext& get) {
  const bool text = get.arguments.Has("text");
  const bool full = text || get.arguments.Has("full");
  v1::GetDocumentRequest request;
  request.set_name(get.name);
  request.set_view(full ? v1::DOCUMENT_VIEW_FULL : v1::DOCUMENT_VIEW_BASIC);
  ASSIGN_OR_RETURN(v1::GetDocumentResponse response,
                   get.connection.Query(&QueryStub::GetDocument, request));
  const OutputFormat format = FormatOf(get.arguments);
  if (text) {
    get.console.out << response.document().text();
  } else if (format == OutputFormat::kTable) {
    PrintDocument(response.document(), get.console);
  } else {
    get.console.out << ToJson(response.document(), format) << '\n';
  }
  return absl::OkStatus();
}

// Gets something found in a document; its table has one row.
template <typename Request, typename Response, typename Item,
          Connection::Method<QueryStub, Request, Response> method,
          const Item& (Response::*item)() const,
          Table (*table)(const Repeated<Item>&, const Repeated<v1::Document>&)>
absl::Status GetFound(const GetContext& get) {
  Request request;
  request.set_name(get.name);
  request.set_view(v1::FACT_VIEW_FULL);
  ASSIGN_OR_RETURN(Response response, get.connection.Query(method, request));
  const OutputFormat format = FormatOf(get.arguments);
  const Item& found = (response.*item)();
  if (format == OutputFormat::kTable) {
    Repeated<Item> one;
    *one.Add() = found;
    Repeated<v1::Document> document;
    *document.Add() = response.document();
    table(one, document).Print(get.console);
  } else {
    get.console.out << ToJson(found, format) << '\n';
  }
  return absl::OkStatus();
}

using Getter = absl::Status (*)(const GetContext&);

// Returns how a resource of this name is got, null if names are not so made.
Getter GetterFor(const std::string& name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  if (parts.size() == 2 && parts[0] == "entities") return GetEntity;
  if (parts.size() == 2 && parts[0] == "documents") return GetDocument;
  if (parts.size() != 4 || parts[0] != "documents") return nullptr;
  if (parts[2] == "decisions") {
    return GetFound<v1::GetDecisionRequest, v1::GetDecisionResponse,
                    v1::Decision, &QueryStub::GetDecision,
                    &v1::GetDecisionResponse::decision, DecisionTable>;
  }
  if (parts[2] == "figures") {
    return GetFound<v1::GetFigureRequest, v1::GetFigureResponse, v1::Figure,
                    &QueryStub::GetFigure, &v1::GetFigureResponse::figure,
                    FigureTable>;
  }
  if (parts[2] == "statements") {
    return GetFound<v1::GetStatementRequest, v1::GetStatementResponse,
                    v1::Statement, &QueryStub::GetStatement,
                    &v1::GetStatementResponse::statement, StatementTable>;
  }
  return nullptr;
}

absl::StatusOr<int> Get(const Arguments& arguments, const Console& console) {
  const std::string& name = arguments.operands()[0];
  const Getter getter = GetterFor(name);
  if (getter == nullptr) {
    return UsageError(absl::StrCat("got name \"", name,
                                   "\", want entities/ID, documents/ID or "
                                   "documents/ID/decisions/ID"));
  }
  ASSIGN_OR_RETURN(Connection connection, Connection::Open(arguments));
  RETURN_IF_ERROR(getter({name, arguments, connection, console}));
  return kExitOk;
}

}  // namespace

Command GetCommand() {
  CommandSpec spec;
  spec.name = "get";
  spec.operands = "NAME";
  spec.summary = "Print one entity, document, decision, figure or statement";
  spec.description =
      "Prints what has this resource name: entities/nvidia, documents/ID,\n"
      "documents/ID/decisions/ID, .../figures/ID or .../statements/ID.";
  spec.min_operands = 1;
  spec.max_operands = 1;
  spec.options = {
      {"text", "", "Of a document, print the text and nothing else"},
      {"full", "",
       "Of a document, also print source, text and alignment "
       "(JSON only)"},
  };
  return {std::move(spec), Get};
}

}  // namespace isnad
