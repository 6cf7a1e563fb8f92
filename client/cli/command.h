#ifndef ISNAD_CLIENT_CLI_COMMAND_H_
#define ISNAD_CLIENT_CLI_COMMAND_H_

#include <vector>

#include "absl/status/statusor.h"
#include "client/cli/arguments.h"
#include "client/cli/console.h"

namespace isnad {

// Exit codes of the program.
inline constexpr int kExitOk = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 2;

// One subcommand.
struct Command {
  CommandSpec spec;
  // Returns the exit code; an error is reported by the caller.
  absl::StatusOr<int> (*run)(const Arguments& arguments,
                             const Console& console);
};

// Each is defined in the file of its name.
Command AnalyzeCommand();
Command CompileCatalogCommand();
Command ExportCommand();
Command FoldCommand();
Command GetCommand();
Command ImportCommand();
Command IngestCommand();
Command ListCommand();
Command MatchNamesCommand();
Command ReanalyzeCommand();
Command ResolveCommand();
Command SearchCommand();
Command TimelineCommand();
Command VerifyCommand();
Command WatchCommand();
Command WithdrawCommand();

// Returns every command, with the options that all have, in the order of the
// help.
std::vector<Command> AllCommands();

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_COMMAND_H_
