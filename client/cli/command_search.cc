#include <utility>

#include "absl/strings/str_join.h"
#include "client/cli/command.h"
#include "client/cli/connection.h"
#include "client/cli/page_printer.h"
#include "client/cli/print_resources.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

absl::StatusOr<int> Search(const Arguments& arguments, const Console& console) {
  v1::SearchDocumentsRequest request;
  request.set_query(absl::StrJoin(arguments.operands(), " "));
  ASSIGN_OR_RETURN(Connection connection, Connection::Open(arguments));
  const Listing<v1::SearchDocumentsRequest, v1::SearchDocumentsResponse,
                v1::DocumentMatch>
      listing = {&QueryStub::SearchDocuments,
                 &v1::SearchDocumentsResponse::matches,
                 [](const v1::SearchDocumentsResponse& response) {
                   return DocumentMatchTable(response.matches());
                 }};
  return PrintPages(listing, request, arguments, connection, console);
}

}  // namespace

Command SearchCommand() {
  CommandSpec spec;
  spec.name = "search";
  spec.operands = "QUERY...";
  spec.summary = "Find documents by their words, in any spelling";
  spec.description =
      "Finds the documents in which each word stands, in any spelling, best\n"
      "match first. Words in \"quotation marks\" are a phrase.";
  spec.min_operands = 1;
  spec.options = PageOptions();
  return {std::move(spec), Search};
}

}  // namespace isnad
