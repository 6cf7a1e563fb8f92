// `isnad`: the services from a terminal. `isnad --help` lists the commands.

#include <sys/ioctl.h>
#include <unistd.h>

#include <iostream>
#include <string>
#include <vector>

#include "client/cli/console.h"
#include "client/cli/run.h"

namespace {

int TerminalColumns() {
  winsize size = {};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return size.ws_col;
  }
  return 80;
}

}  // namespace

int main(int argc, char** argv) {
  // Commands that answer thousands of lines need the streams' own buffers.
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);
  const isnad::Console console = {std::cin,
                                  std::cout,
                                  std::cerr,
                                  isatty(STDOUT_FILENO) == 1,
                                  isatty(STDERR_FILENO) == 1,
                                  TerminalColumns()};
  return isnad::RunProgram(std::vector<std::string>(argv + 1, argv + argc),
                           console);
}
