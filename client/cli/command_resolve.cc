#include <utility>

#include "client/cli/command.h"
#include "client/cli/connection.h"
#include "client/cli/print_json.h"
#include "client/cli/print_resources.h"
#include "client/cli/print_values.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

absl::StatusOr<int> Resolve(const Arguments& arguments,
                            const Console& console) {
  v1::ResolveNamesRequest request;
  ASSIGN_OR_RETURN(const int64_t top, arguments.Integer("top", 1, 50));
  request.set_max_candidates(static_cast<int32_t>(top));
  if (arguments.Has("kind")) {
    const int kind =
        EnumValueOf(*v1::EntityKind_descriptor(), arguments.Text("kind"));
    if (kind < 0) {
      return UsageError(
          "--kind: want person, organization, product, place or instrument");
    }
    request.add_kinds(static_cast<v1::EntityKind>(kind));
  }
  for (const std::string& name : arguments.operands()) request.add_names(name);
  ASSIGN_OR_RETURN(Connection connection, Connection::Open(arguments));
  ASSIGN_OR_RETURN(v1::ResolveNamesResponse response,
                   connection.Query(&QueryStub::ResolveNames, request));
  const OutputFormat format = FormatOf(arguments);
  switch (format) {
    case OutputFormat::kTable:
      ResolvedNameTable(response.results()).Print(console);
      break;
    case OutputFormat::kJson:
      console.out << ToJson(response, format) << '\n';
      break;
    case OutputFormat::kJsonLines:
      for (const v1::ResolvedName& result : response.results()) {
        console.out << ToJson(result, format) << '\n';
      }
      break;
  }
  if (response.names_revision() == 0) {
    console.err << "only equal names were looked for: the service is still "
                   "reading its names\n";
  }
  return kExitOk;
}

}  // namespace

Command ResolveCommand() {
  CommandSpec spec;
  spec.name = "resolve";
  spec.operands = "NAME...";
  spec.summary = "Find the entities that names may mean, in any spelling";
  spec.description =
      "Finds the entities that each name may mean, best first, with the name\n"
      "that matched and how.";
  spec.min_operands = 1;
  spec.max_operands = 100;
  spec.options = {{"top", "N", "Candidates for each name", "5"},
                  {"kind", "KIND", "Only entities of this kind"}};
  return {std::move(spec), Resolve};
}

}  // namespace isnad
