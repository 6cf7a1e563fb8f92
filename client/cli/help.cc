#include "client/cli/help.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace isnad {
namespace {

// A line of two columns, the second beginning at the same place in all.
struct HelpLine {
  std::string left;
  std::string right;
};

void AppendLines(const std::vector<HelpLine>& lines, std::string& out) {
  size_t width = 0;
  for (const HelpLine& line : lines) width = std::max(width, line.left.size());
  for (const HelpLine& line : lines) {
    absl::StrAppend(&out, "  ", line.left,
                    std::string(width - line.left.size() + 2, ' '), line.right,
                    "\n");
  }
}

}  // namespace

std::string ProgramHelp(const std::vector<Command>& commands) {
  std::string out =
      "Reads the Arabic press about the trade in AI chips.\n\n"
      "usage: isnad COMMAND [OPTION...] [OPERAND...]\n\n";
  std::vector<HelpLine> lines;
  lines.reserve(commands.size());
  for (const Command& command : commands) {
    lines.push_back({command.spec.name, command.spec.summary});
  }
  AppendLines(lines, out);
  absl::StrAppend(&out,
                  "\nisnad COMMAND --help tells the options of a command. "
                  "Exit codes: 0 done,\n1 the work failed or an answer was "
                  "no, 2 the command line is wrong.\n");
  return out;
}

std::string CommandHelp(const CommandSpec& spec) {
  std::string out =
      absl::StrCat("usage: isnad ", spec.name, " [OPTION...]",
                   spec.operands.empty() ? "" : " ", spec.operands, "\n\n",
                   spec.description, "\n\n");
  std::vector<HelpLine> lines;
  lines.reserve(spec.options.size());
  for (const OptionSpec& option : spec.options) {
    std::string right = option.help;
    if (!option.default_value.empty()) {
      absl::StrAppend(&right, " (", option.default_value, ")");
    }
    lines.push_back(
        {absl::StrCat("--", option.name, option.value.empty() ? "" : "=",
                      option.value),
         right});
  }
  AppendLines(lines, out);
  return out;
}

}  // namespace isnad
