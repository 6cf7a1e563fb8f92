#ifndef ISNAD_CLIENT_CLI_CONSOLE_H_
#define ISNAD_CLIENT_CLI_CONSOLE_H_

#include <istream>
#include <ostream>

namespace isnad {

// The streams a command reads and writes, and what is known of the terminal.
// Does not own the streams.
struct Console {
  std::istream& in;
  // Results, and nothing else.
  std::ostream& out;
  // Errors and progress.
  std::ostream& err;
  // Whether people read the stream as it is written: only then colours, bidi
  // isolates and progress bars.
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  // Width of the terminal in columns.
  int columns = 80;
};

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_CONSOLE_H_
