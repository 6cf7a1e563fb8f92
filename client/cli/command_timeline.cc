#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/command.h"
#include "client/cli/connection.h"
#include "client/cli/print_json.h"
#include "client/cli/print_values.h"
#include "client/cli/table.h"
#include "client/cli/timeline_page.h"
#include "client/cli/timeline_view.h"
#include "common/base/file.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

// Documents whose sentences are shown; a page of more would be none to read.
constexpr size_t kMaxDocuments = 200;

absl::StatusOr<v1::GetTimelineRequest> RequestOf(const Arguments& arguments) {
  v1::GetTimelineRequest request;
  const std::string& product = arguments.operands()[0];
  request.set_product(
      absl::StartsWith(product, "entities/")
          ? product
          : absl::StrCat("entities/", absl::AsciiStrToLower(product)));
  if (arguments.Has("to")) {
    request.set_destination(absl::AsciiStrToUpper(arguments.Text("to")));
  }
  if (arguments.Has("as-of")) {
    absl::Time time;
    std::string error;
    if (!absl::ParseTime(absl::RFC3339_full, arguments.Text("as-of"), &time,
                         &error)) {
      return UsageError(absl::StrCat(
          "--as-of: want a time such as 2025-12-31T00:00:00Z (", error, ")"));
    }
    request.mutable_as_of_time()->set_seconds(absl::ToUnixSeconds(time));
  }
  if (arguments.Has("as-of-revision")) {
    ASSIGN_OR_RETURN(const int64_t revision,
                     arguments.Integer("as-of-revision", 1,
                                       std::numeric_limits<int64_t>::max()));
    request.set_as_of_revision(revision);
  }
  request.set_include_general(arguments.Has("general"));
  return request;
}

std::string WitnessesText(const TimelineView& view,
                          const v1::Position& position) {
  std::vector<std::string> roots;
  for (const v1::Witness& witness : position.witnesses()) {
    std::string root = absl::StartsWith(witness.root(), "entities/")
                           ? IdText(witness.root())
                           : view.NameOf(witness.root());
    if (witness.kind() == v1::WITNESS_KIND_OUTLET_OF_SOURCES) {
      absl::StrAppend(&root, " (sources)");
    }
    roots.push_back(std::move(root));
  }
  return absl::StrJoin(roots, ", ");
}

void PrintTables(const TimelineView& view, const Console& console) {
  const std::vector<NumberedPosition> positions =
      NumberPositions(view.timeline);
  Table table({{"NO", 4, Table::Align::kRight},
               {"STATE", 5},
               {"SINCE", 14},
               {"POSITION", 24},
               {"FACTS", 5, Table::Align::kRight},
               {"WITNESSES", 44},
               {"CONTRADICTS", 14}});
  Table evidence({{"NO", 4, Table::Align::kRight},
                  {"SAID BY", 36},
                  {"DOCUMENT", 28},
                  {"BYTES", 13},
                  {"SENTENCE", 60}});
  for (const NumberedPosition& numbered : positions) {
    const v1::Position& position = *numbered.position;
    const std::string number = absl::StrCat(numbered.number);
    table.AddRow(
        {number, numbered.jurisdiction, WhenText(position),
         absl::StrCat(EnumText(position.action()), ", ",
                      EnumText(position.modality()),
                      position.general() ? ", chips" : ""),
         absl::StrCat(position.decisions_size()), WitnessesText(view, position),
         absl::StrJoin(ContradictingPositions(numbered, positions), ", ")});
    for (const v1::Decision& decision : position.decisions()) {
      const std::string name = DocumentOfFact(decision.name());
      const auto document = view.documents.find(name);
      const v1::Span& sentence = decision.evidence().sentence();
      evidence.AddRow({number, AttributionText(decision.attribution()),
                       IdText(name), SpanText(sentence),
                       document == view.documents.end()
                           ? ""
                           : SpanOf(document->second.text(), sentence)});
    }
  }
  table.Print(console);
  if (table.row_count() > 0) console.out << '\n';
  evidence.Print(console);
  if (table.row_count() == 0) console.out << "no decision is known\n";
  if (view.timeline.omitted_decisions() > 0) {
    console.out << view.timeline.omitted_decisions()
                << " earlier decisions left out\n";
  }
}

absl::Status Write(const std::string& text, const Arguments& arguments,
                   const Console& console) {
  if (arguments.Has("output")) {
    return WriteFileAtomically(arguments.Text("output"), text);
  }
  console.out << text;
  return absl::OkStatus();
}

absl::StatusOr<int> Timeline(const Arguments& arguments,
                             const Console& console) {
  const std::string& format = arguments.Text("format");
  if (arguments.Has("output") && format == "table") {
    return UsageError("--output goes with --format=html or json");
  }
  ASSIGN_OR_RETURN(const v1::GetTimelineRequest request, RequestOf(arguments));
  ASSIGN_OR_RETURN(Connection connection, Connection::Open(arguments));
  if (format == "json" || format == "jsonl") {
    ASSIGN_OR_RETURN(const v1::GetTimelineResponse timeline,
                     connection.Query(&QueryStub::GetTimeline, request));
    RETURN_IF_ERROR(
        Write(absl::StrCat(ToJson(timeline, FormatOf(arguments)), "\n"),
              arguments, console));
    return kExitOk;
  }
  ASSIGN_OR_RETURN(const TimelineView view,
                   FetchTimeline(request, kMaxDocuments, connection));
  if (format == "html") {
    RETURN_IF_ERROR(Write(TimelinePage(view), arguments, console));
  } else {
    PrintTables(view, console);
  }
  return kExitOk;
}

}  // namespace

Command TimelineCommand() {
  CommandSpec spec;
  spec.name = "timeline";
  spec.operands = "PRODUCT";
  spec.summary = "Set the positions of states on a product side by side";
  spec.description =
      "Shows the positions of each state on a product in time order, who is\n"
      "behind each, and which contradict each other. A position without a "
      "date\n"
      "stands by the revision that brought it.";
  spec.min_operands = 1;
  spec.max_operands = 1;
  spec.options = {
      {"to", "COUNTRY", "Where the goods go, such as CN"},
      {"as-of", "TIME", "Only what was published by then (RFC 3339)"},
      {"as-of-revision", "N", "Only what had arrived by this revision"},
      {"general", "", "Also decisions on chips in general"},
      {"output", "FILE", "Write there instead of to standard output"},
      {"format", "table|json|jsonl|html",
       "Tables for people, proto3 JSON, or a page with the sources", "table"},
  };
  return {std::move(spec), Timeline};
}

}  // namespace isnad
