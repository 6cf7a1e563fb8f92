#include <string>

#include "client/cli/command.h"
#include "common/text/fold.h"

namespace isnad {
namespace {

absl::StatusOr<int> Fold(const Arguments& arguments, const Console& console) {
  if (arguments.Has("lines") == !arguments.operands().empty()) {
    return UsageError("give either --lines or texts");
  }
  for (const std::string& text : arguments.operands()) {
    console.out << FoldKey(text) << '\n';
  }
  if (!arguments.Has("lines")) return kExitOk;
  std::string line;
  while (std::getline(console.in, line)) console.out << FoldKey(line) << '\n';
  return kExitOk;
}

}  // namespace

Command FoldCommand() {
  CommandSpec spec;
  spec.name = "fold";
  spec.operands = "[TEXT...]";
  spec.summary = "Print the form under which names are compared";
  spec.description =
      "Prints the fold key of each text, one a line: the form under which\n"
      "names and searches are compared, whatever their spelling.";
  spec.options = {{"lines", "", "Fold each line of standard input"}};
  return {std::move(spec), Fold};
}

}  // namespace isnad
