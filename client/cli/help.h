#ifndef ISNAD_CLIENT_CLI_HELP_H_
#define ISNAD_CLIENT_CLI_HELP_H_

#include <string>
#include <vector>

#include "client/cli/command.h"

namespace isnad {

// Returns the help of the program: its commands, one a line.
std::string ProgramHelp(const std::vector<Command>& commands);

// Returns the help of one command: usage, description and every option with its
// default.
std::string CommandHelp(const CommandSpec& spec);

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_HELP_H_
