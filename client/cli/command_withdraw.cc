#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "client/cli/command.h"
#include "client/cli/connection.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

constexpr char kDocumentPrefix[] = "documents/";

absl::StatusOr<int> Withdraw(const Arguments& arguments,
                             const Console& console) {
  ASSIGN_OR_RETURN(Connection connection, Connection::Open(arguments));
  std::string token;
  for (const std::string& operand : arguments.operands()) {
    v1::WithdrawDocumentRequest request;
    request.set_name(absl::StartsWith(operand, kDocumentPrefix)
                         ? operand
                         : absl::StrCat(kDocumentPrefix, operand));
    ASSIGN_OR_RETURN(const v1::WithdrawDocumentResponse response,
                     connection.Ingest(&IngestStub::WithdrawDocument, request));
    token = response.write_token();
    console.out << "withdrawn " << request.name() << '\n';
  }
  if (!arguments.Has("wait")) return kExitOk;
  v1::ListDocumentsRequest request;
  request.set_page_size(1);
  request.mutable_consistency()->set_at_least_token(token);
  RETURN_IF_ERROR(
      connection.Query(&QueryStub::ListDocuments, request).status());
  return kExitOk;
}

}  // namespace

Command WithdrawCommand() {
  CommandSpec spec;
  spec.name = "withdraw";
  spec.operands = "DOCUMENT...";
  spec.summary = "Take documents away from both services";
  spec.description =
      "Takes documents and all their facts away, in order with what is sent\n"
      "before and after. The same bytes may be sent again later.";
  spec.min_operands = 1;
  spec.options = {
      {"wait", "", "Return when the query service has them no more"},
  };
  return {std::move(spec), Withdraw};
}

}  // namespace isnad
