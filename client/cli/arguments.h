// The command line: options declared for each command, parsed and checked
// against the declaration.
#ifndef ISNAD_CLIENT_CLI_ARGUMENTS_H_
#define ISNAD_CLIENT_CLI_ARGUMENTS_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace isnad {

// An option that a command takes.
struct OptionSpec {
  // Without the dashes: "page-size".
  std::string name;
  // What its value is called in the help; words joined by "|" are the only
  // values allowed. Empty for a switch, which takes no value.
  std::string value;
  // One sentence for the help, without a full stop.
  std::string help;
  // The value where the option is not given.
  std::string default_value = "";
};

// What a command takes.
struct CommandSpec {
  static constexpr size_t kAnyNumber = std::numeric_limits<size_t>::max();

  std::string name;
  // As in the usage line: "NAME...".
  std::string operands;
  // One line for the list of commands.
  std::string summary;
  // Paragraphs for the command's own help.
  std::string description;
  size_t min_operands = 0;
  size_t max_operands = kAnyNumber;
  std::vector<OptionSpec> options;
};

// Returns an error of the command line: reported with a hint at the help, and
// ending the program with another exit code than errors of the work itself.
absl::Status UsageError(absl::string_view message);

// Whether a status is a UsageError.
bool IsUsageError(const absl::Status& status);

// A parsed command line. Names of options passed to it must be declared.
class Arguments {
 public:
  // Reads what follows the name of the command. Options are --name=value,
  // --name value, or --name for a switch; they may stand among the operands,
  // and "--" ends them. UsageError for an option that is unknown, repeated,
  // malformed, and for too few or too many operands.
  static absl::StatusOr<Arguments> Parse(const CommandSpec& spec,
                                         const std::vector<std::string>& words);

  // Whether the option or switch was given.
  bool Has(const std::string& name) const;

  // Returns the value given, or else the default.
  const std::string& Text(const std::string& name) const;

  // Returns the value as a decimal number, UsageError if it is none in
  // [least, most].
  absl::StatusOr<int64_t> Integer(const std::string& name, int64_t least,
                                  int64_t most) const;

  // Returns the value as a positive duration ("10s", "1m30s"), UsageError if
  // it is none.
  absl::StatusOr<absl::Duration> Duration(const std::string& name) const;

  // What is no option, in order.
  const std::vector<std::string>& operands() const { return operands_; }

 private:
  // Values given, by option; empty for a switch.
  std::map<std::string, std::string> given_;
  std::map<std::string, std::string> defaults_;
  std::vector<std::string> operands_;
};

// Returns `text` as a decimal number, UsageError naming `what` if it is none in
// [least, most].
absl::StatusOr<int64_t> ParseInteger(absl::string_view what,
                                     absl::string_view text, int64_t least,
                                     int64_t most);

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_ARGUMENTS_H_
