#include <cstdint>
#include <limits>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "client/cli/command.h"
#include "client/cli/connection.h"
#include "client/cli/display_width.h"
#include "client/cli/print_json.h"
#include "client/cli/print_values.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

absl::StatusOr<v1::VerifySpanRequest> RequestOf(const Arguments& arguments) {
  constexpr int64_t kMost = std::numeric_limits<int32_t>::max();
  const std::vector<std::string>& operands = arguments.operands();
  v1::VerifySpanRequest request;
  request.set_document(absl::StartsWith(operands[0], "documents/")
                           ? operands[0]
                           : absl::StrCat("documents/", operands[0]));
  ASSIGN_OR_RETURN(const int64_t start,
                   ParseInteger("START", operands[1], 0, kMost));
  ASSIGN_OR_RETURN(const int64_t end,
                   ParseInteger("END", operands[2], 0, kMost));
  request.mutable_span()->set_start_byte(static_cast<int32_t>(start));
  request.mutable_span()->set_end_byte(static_cast<int32_t>(end));
  if (operands.size() > 3) request.set_expected_text(operands[3]);
  return request;
}

void PrintAnswer(const v1::VerifySpanResponse& response, bool compared,
                 const Console& console) {
  const std::string text = PrintableText(response.text());
  console.out << "text      "
              << (console.out_is_terminal && HasRightToLeft(text)
                      ? Isolated(text)
                      : text)
              << "\n";
  if (compared) {
    console.out << "matches   " << (response.matches() ? "yes" : "no") << "\n";
  }
  console.out << "source    bytes " << response.source_start() << "-"
              << response.source_end() << "\n"
              << "sha256    " << HexText(response.sha256()) << "\n";
}

absl::StatusOr<int> Verify(const Arguments& arguments, const Console& console) {
  ASSIGN_OR_RETURN(const v1::VerifySpanRequest request, RequestOf(arguments));
  ASSIGN_OR_RETURN(Connection connection, Connection::Open(arguments));
  ASSIGN_OR_RETURN(v1::VerifySpanResponse response,
                   connection.Query(&QueryStub::VerifySpan, request));
  const bool compared = arguments.operands().size() > 3;
  const OutputFormat format = FormatOf(arguments);
  if (format == OutputFormat::kTable) {
    PrintAnswer(response, compared, console);
  } else {
    console.out << ToJson(response, format) << '\n';
  }
  return compared && !response.matches() ? kExitFailed : kExitOk;
}

}  // namespace

Command VerifyCommand() {
  CommandSpec spec;
  spec.name = "verify";
  spec.operands = "DOCUMENT START END [TEXT]";
  spec.summary = "Check what stands at a span of a document";
  spec.description =
      "Prints the text at bytes START to END of a document's text, and where\n"
      "it came from in the source. With TEXT, the exit code is 1 if another\n"
      "text stands there.";
  spec.min_operands = 3;
  spec.max_operands = 4;
  return {std::move(spec), Verify};
}

}  // namespace isnad
