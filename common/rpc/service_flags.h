#ifndef ISNAD_COMMON_RPC_SERVICE_FLAGS_H_
#define ISNAD_COMMON_RPC_SERVICE_FLAGS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/rpc/server_runner.h"

namespace isnad {

// Flags that every service has: --port_file, --insecure_allow_remote,
// --drain_timeout, --max_message_bytes, --log_level, --log_requests. Each
// service defines --address with a default of its own.

// Reads the command line. `--help` prints `usage` and every flag of this
// project with its default to standard output, and ends the program with 0; an
// unknown flag, a malformed value or an argument that is no flag ends it with
// an error. Sets the log level.
void ParseServiceFlags(int argc, char** argv, absl::string_view usage);

// Returns the options that the flags ask for.
ServerOptions ServerOptionsFromFlags(const std::string& address);

// Logs why a service could not start, writes it to standard error for people,
// and returns the exit code of the program.
int ReportStartFailure(absl::string_view service, const absl::Status& status);

}  // namespace isnad

#endif  // ISNAD_COMMON_RPC_SERVICE_FLAGS_H_
