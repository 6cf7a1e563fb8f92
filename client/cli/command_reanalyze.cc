#include <algorithm>
#include <memory>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "client/cli/command.h"
#include "client/cli/connection.h"
#include "client/cli/display_width.h"
#include "client/cli/print_json.h"
#include "client/cli/print_values.h"
#include "client/cli/progress_bar.h"
#include "client/cli/table.h"
#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

constexpr absl::Duration kPollInterval = absl::Milliseconds(200);

absl::StatusOr<v1::Operation> GetOperation(const std::string& name,
                                           Connection& connection) {
  v1::GetOperationRequest request;
  request.set_name(name);
  ASSIGN_OR_RETURN(v1::GetOperationResponse response,
                   connection.Ingest(&IngestStub::GetOperation, request));
  return std::move(*response.mutable_operation());
}

// Follows an operation to its end, with a progress bar.
absl::StatusOr<v1::Operation> Await(v1::Operation operation,
                                    Connection& connection,
                                    const Console& console) {
  std::unique_ptr<ProgressBar> bar;
  size_t total = 0;
  while (!operation.done()) {
    std::this_thread::sleep_for(absl::ToChronoMilliseconds(kPollInterval));
    ASSIGN_OR_RETURN(operation, GetOperation(operation.name(), connection));
    const auto known = static_cast<size_t>(operation.documents_total());
    if (bar == nullptr || known != total) {
      total = known;
      bar.reset();
      bar = std::make_unique<ProgressBar>(console, "documents", total);
    }
    bar->Show(static_cast<size_t>(operation.documents_done()));
  }
  return operation;
}

void Print(const v1::Operation& operation, OutputFormat format,
           const Console& console) {
  if (format != OutputFormat::kTable) {
    console.out << ToJson(operation, format) << '\n';
    return;
  }
  Table table({{"OPERATION", 40},
               {"DONE", 6},
               {"DOCUMENTS", 16, Table::Align::kRight},
               {"FAILED", 6, Table::Align::kRight},
               {"FACTS", 20, Table::Align::kRight},
               {"MENTIONS", 20, Table::Align::kRight}});
  table.AddRow(
      {operation.name(), operation.done() ? "yes" : "no",
       absl::StrCat(operation.documents_done(), " of ",
                    operation.documents_total()),
       absl::StrCat(operation.documents_failed()),
       absl::StrCat("+", operation.facts_gained(), " -", operation.facts_lost(),
                    " ~", operation.facts_changed()),
       absl::StrCat("+", operation.mentions_gained(), " -",
                    operation.mentions_lost(), " ~",
                    operation.mentions_changed())});
  table.Print(console);
}

absl::StatusOr<int> Reanalyze(const Arguments& arguments,
                              const Console& console) {
  ASSIGN_OR_RETURN(Connection connection, Connection::Open(arguments));
  v1::Operation operation;
  if (arguments.operands().empty()) {
    v1::ReanalyzeDocumentsRequest request;
    request.set_filter(arguments.Text("filter"));
    ASSIGN_OR_RETURN(
        v1::ReanalyzeDocumentsResponse response,
        connection.Ingest(&IngestStub::ReanalyzeDocuments, request));
    operation = std::move(*response.mutable_operation());
  } else {
    ASSIGN_OR_RETURN(operation,
                     GetOperation(arguments.operands()[0], connection));
  }
  if (arguments.Has("wait")) {
    ASSIGN_OR_RETURN(operation,
                     Await(std::move(operation), connection, console));
    if (!operation.write_token().empty()) {
      // Until the query service has the last reading.
      v1::ListDocumentsRequest request;
      request.set_page_size(1);
      request.mutable_consistency()->set_at_least_token(
          operation.write_token());
      RETURN_IF_ERROR(
          connection.Query(&QueryStub::ListDocuments, request).status());
    }
  }
  Print(operation, FormatOf(arguments), console);
  RETURN_IF_ERROR(FromRpcStatus(operation.error()));
  return operation.documents_failed() > 0 ? kExitFailed : kExitOk;
}

}  // namespace

Command ReanalyzeCommand() {
  CommandSpec spec;
  spec.name = "reanalyze";
  spec.operands = "[OPERATION]";
  spec.summary = "Read stored documents again with newer rules and data";
  spec.description =
      "Has the ingest service read the stored originals again, with the "
      "rules,\n"
      "catalog and lexicon it has now, or tells how an OPERATION of that kind\n"
      "stands. Facts and mentions are counted as gained (+), lost (-) and\n"
      "changed (~). It goes on after a restart of either service.";
  spec.max_operands = 1;
  spec.options = {
      {"filter", "FILTER", "Only documents that match, as of list documents"},
      {"wait", "", "Return when it is done and query has all of it"},
  };
  return {std::move(spec), Reanalyze};
}

}  // namespace isnad
