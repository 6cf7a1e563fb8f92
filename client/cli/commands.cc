#include <algorithm>
#include <string>
#include <utility>

#include "client/cli/command.h"

namespace isnad {
namespace {

// Options that every command takes.
std::vector<OptionSpec> GlobalOptions() {
  return {
      {"format", "table|json|jsonl",
       "Tables for people, or proto3 JSON: one value, or one a line", "table"},
      {"ingest", "HOST:PORT", "Where the ingest service listens",
       "127.0.0.1:7701"},
      {"query", "HOST:PORT", "Where the query service listens",
       "127.0.0.1:7702"},
      {"timeout", "DURATION", "How long to wait for an answer", "30s"},
      {"help", "", "Print this help"},
  };
}

bool Declares(const CommandSpec& spec, const std::string& option) {
  return std::any_of(
      spec.options.begin(), spec.options.end(),
      [&](const OptionSpec& declared) { return declared.name == option; });
}

}  // namespace

std::vector<Command> AllCommands() {
  std::vector<Command> commands = {
      AnalyzeCommand(),        IngestCommand(),     GetCommand(),
      ListCommand(),           ResolveCommand(),    SearchCommand(),
      TimelineCommand(),       VerifyCommand(),     WatchCommand(),
      ReanalyzeCommand(),      WithdrawCommand(),   ExportCommand(),
      ImportCommand(),         MatchNamesCommand(), FoldCommand(),
      CompileCatalogCommand(),
  };
  for (Command& command : commands) {
    for (OptionSpec& option : GlobalOptions()) {
      // A command may have an option of the same name that takes more.
      if (Declares(command.spec, option.name)) continue;
      command.spec.options.push_back(std::move(option));
    }
  }
  return commands;
}

}  // namespace isnad
