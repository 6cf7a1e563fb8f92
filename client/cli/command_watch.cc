#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/cli/command.h"
#include "client/cli/connection.h"
#include "client/cli/display_width.h"
#include "client/cli/print_json.h"
#include "client/cli/print_values.h"
#include "client/cpp/watch_client.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

constexpr int64_t kAnyRevision = std::numeric_limits<int64_t>::max();

// What a decision says, in one line: "CN permit h200 > US, CN".
std::string Line(const v1::Decision& decision) {
  std::string line = absl::StrCat(
      "decision   ", decision.jurisdiction(), " ", EnumText(decision.action()),
      " ",
      decision.products().empty() ? "ai-chips" : IdsText(decision.products()));
  for (int i = 0; i < decision.destinations_size(); ++i) {
    absl::StrAppend(&line, i == 0 ? " to " : ", ", decision.destinations(i));
  }
  if (decision.modality() != v1::MODALITY_ASSERTED) {
    absl::StrAppend(&line, " (", EnumText(decision.modality()), ")");
  }
  const std::string chain = AttributionText(decision.attribution());
  if (!chain.empty()) absl::StrAppend(&line, ", says ", chain);
  return absl::StrCat(line, "  ", decision.name());
}

std::string LineOf(const v1::FactChange& change) {
  switch (change.fact_case()) {
    case v1::FactChange::kMention:
      return absl::StrCat("mention    ", IdText(change.mention().entity()),
                          "  ", change.mention().name());
    case v1::FactChange::kDecision:
      return Line(change.decision());
    case v1::FactChange::kFigure:
      return absl::StrCat("figure     ", IdText(change.figure().subject()), " ",
                          EnumText(change.figure().metric()), " ",
                          QuantityText(change.figure().quantity()), "  ",
                          change.figure().name());
    case v1::FactChange::kStatement:
      return absl::StrCat("statement  ",
                          AttributionText(change.statement().attribution()),
                          " ", EnumText(change.statement().stance()), "  ",
                          change.statement().name());
    case v1::FactChange::kRelation:
      return absl::StrCat("relation   ", IdText(change.relation().subject()),
                          " ", EnumText(change.relation().type()), " ",
                          IdText(change.relation().object()), "  ",
                          change.relation().name());
    case v1::FactChange::kEntity:
      return absl::StrCat("entity     ", IdText(change.entity().name()), "  ",
                          change.entity().display_name());
    case v1::FactChange::FACT_NOT_SET:
      break;
  }
  return "";
}

void Print(const v1::WatchFactsResponse& whole, OutputFormat format,
           const Console& console) {
  if (format != OutputFormat::kTable) {
    console.out << ToJson(whole, OutputFormat::kJsonLines) << '\n';
  } else {
    for (const v1::FactChange& change : whole.changes()) {
      console.out << whole.revision()
                  << (change.type() == v1::CHANGE_TYPE_REMOVED ? " - " : " + ")
                  << PrintableText(LineOf(change)) << '\n';
    }
  }
  console.out.flush();
}

absl::StatusOr<int> Watch(const Arguments& arguments, const Console& console) {
  v1::WatchFactsRequest request;
  ASSIGN_OR_RETURN(const int64_t from,
                   arguments.Integer("from", 0, kAnyRevision));
  ASSIGN_OR_RETURN(const int64_t until,
                   arguments.Integer("until", 0, kAnyRevision));
  request.set_start_revision(from);
  request.set_filter(arguments.Text("filter"));
  ASSIGN_OR_RETURN(Connection connection, Connection::Open(arguments));
  WatchClient client(connection.query_channel(), connection.options());
  const OutputFormat format = FormatOf(arguments);
  const absl::Status status =
      client.WatchFacts(request, [&](const v1::WatchFactsResponse& whole) {
        if (until > 0 && whole.revision() > until) return false;
        Print(whole, format, console);
        return until == 0 || whole.revision() < until;
      });
  if (!status.ok()) return connection.QueryFailure(status);
  return kExitOk;
}

}  // namespace

Command WatchCommand() {
  CommandSpec spec;
  spec.name = "watch";
  spec.summary = "Print facts as they come in";
  spec.description =
      "Prints what each revision of the store brings (+) and takes away (-),\n"
      "in order, without gap or repeat, until it is stopped. After a break of\n"
      "the connection it goes on where it was. With --format=json, one JSON\n"
      "object a line for each revision, and for progress without changes.";
  spec.max_operands = 0;
  spec.options = {
      {"from", "REVISION", "The first revision, 0 for the next one", "0"},
      {"until", "REVISION", "End after this revision, 0 for never", "0"},
      {"filter", "FILTER",
       "Only these changes, as 'kind = FACT_KIND_DECISION AND jurisdiction = "
       "\"CN\"'"},
  };
  return {std::move(spec), Watch};
}

}  // namespace isnad
