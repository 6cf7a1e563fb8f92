#ifndef ISNAD_CLIENT_CLI_PRINT_JSON_H_
#define ISNAD_CLIENT_CLI_PRINT_JSON_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "client/cli/arguments.h"
#include "google/protobuf/message.h"

namespace isnad {

// How results are printed: --format.
enum class OutputFormat { kTable, kJson, kJsonLines };

// Returns what --format asks for.
OutputFormat FormatOf(const Arguments& arguments);

// Returns proto3 JSON, for kJson over several lines, else in one line.
std::string ToJson(const google::protobuf::Message& message,
                   OutputFormat format);

// Returns a JSON object in one line with a field put first. `value` is JSON.
std::string WithFirstField(absl::string_view name, absl::string_view value,
                           absl::string_view object);

// Returns an error as a JSON object in one line: google.rpc.Status.
std::string ErrorToJson(const absl::Status& status);

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_PRINT_JSON_H_
