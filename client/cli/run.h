#ifndef ISNAD_CLIENT_CLI_RUN_H_
#define ISNAD_CLIENT_CLI_RUN_H_

#include <string>
#include <vector>

#include "client/cli/console.h"

namespace isnad {

// Runs the program on what follows its name on the command line, and returns
// its exit code.
int RunProgram(const std::vector<std::string>& words, const Console& console);

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_RUN_H_
