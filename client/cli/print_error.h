#ifndef ISNAD_CLIENT_CLI_PRINT_ERROR_H_
#define ISNAD_CLIENT_CLI_PRINT_ERROR_H_

#include <ostream>

#include "absl/status/status.h"

namespace isnad {

// Prints an error for people: the message, and below it code, reason and
// metadata, the fields that are wrong, and when to try again, where the error
// has them.
void PrintError(const absl::Status& status, std::ostream& out);

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_PRINT_ERROR_H_
