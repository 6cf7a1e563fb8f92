#include "client/cli/run.h"

#include <algorithm>

#include "absl/strings/string_view.h"
#include "client/cli/command.h"
#include "client/cli/help.h"
#include "client/cli/print_error.h"

namespace isnad {
namespace {

int ReportUsage(absl::string_view message, absl::string_view help,
                const Console& console) {
  console.err << "isnad: " << message << "\nTry: " << help << "\n";
  return kExitUsage;
}

int RunCommand(const Command& command, const std::vector<std::string>& words,
               const Console& console) {
  const std::string help = "isnad " + command.spec.name + " --help";
  // Asked for, help comes whatever else is wrong with the line.
  const auto options_end = std::find(words.begin(), words.end(), "--");
  if (std::find(words.begin(), options_end, "--help") != options_end) {
    console.out << CommandHelp(command.spec);
    return kExitOk;
  }
  const absl::StatusOr<Arguments> arguments =
      Arguments::Parse(command.spec, words);
  if (!arguments.ok()) {
    return ReportUsage(arguments.status().message(), help, console);
  }
  const absl::StatusOr<int> exit_code = command.run(*arguments, console);
  console.out.flush();
  if (exit_code.ok()) {
    if (console.out.good()) return *exit_code;
    console.err << "isnad: standard output cannot be written\n";
    return kExitFailed;
  }
  if (IsUsageError(exit_code.status())) {
    return ReportUsage(exit_code.status().message(), help, console);
  }
  PrintError(exit_code.status(), console.err);
  return kExitFailed;
}

}  // namespace

int RunProgram(const std::vector<std::string>& words, const Console& console) {
  const std::vector<Command> commands = AllCommands();
  if (words.empty()) {
    console.err << ProgramHelp(commands);
    return kExitUsage;
  }
  if (words[0] == "--help" || words[0] == "help") {
    console.out << ProgramHelp(commands);
    return kExitOk;
  }
  for (const Command& command : commands) {
    if (command.spec.name == words[0]) {
      return RunCommand(command, {words.begin() + 1, words.end()}, console);
    }
  }
  return ReportUsage("unknown command \"" + words[0] + "\"", "isnad --help",
                     console);
}

}  // namespace isnad
