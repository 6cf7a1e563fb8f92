#include "client/cli/arguments.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/check.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

// Marks a status as a UsageError; never leaves the program.
constexpr char kUsagePayload[] = "isnad.cli/usage";

const OptionSpec* FindOption(const CommandSpec& spec, absl::string_view name) {
  for (const OptionSpec& option : spec.options) {
    if (option.name == name) return &option;
  }
  return nullptr;
}

absl::Status CheckValue(const OptionSpec& option, absl::string_view value) {
  if (!absl::StrContains(option.value, '|')) return absl::OkStatus();
  for (absl::string_view choice : absl::StrSplit(option.value, '|')) {
    if (choice == value) return absl::OkStatus();
  }
  return UsageError(absl::StrCat("--", option.name, ": got \"", value,
                                 "\", want ", option.value));
}

// Whether a word is meant as an option; "-" and negative numbers are not.
bool LooksLikeOption(absl::string_view word) {
  return word.size() >= 2 && word[0] == '-' &&
         !absl::ascii_isdigit(static_cast<unsigned char>(word[1]));
}

absl::Status CheckOperands(const CommandSpec& spec, size_t count) {
  if (count < spec.min_operands) {
    return UsageError(
        absl::StrCat("missing operand: isnad ", spec.name, " ", spec.operands));
  }
  if (count > spec.max_operands) {
    return UsageError(absl::StrCat("got ", count, " operands, want at most ",
                                   spec.max_operands));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status UsageError(absl::string_view message) {
  absl::Status status = absl::InvalidArgumentError(message);
  status.SetPayload(kUsagePayload, absl::Cord());
  return status;
}

bool IsUsageError(const absl::Status& status) {
  return status.GetPayload(kUsagePayload).has_value();
}

absl::StatusOr<Arguments> Arguments::Parse(
    const CommandSpec& spec, const std::vector<std::string>& words) {
  Arguments result;
  for (const OptionSpec& option : spec.options) {
    result.defaults_[option.name] = option.default_value;
  }
  bool options_ended = false;
  for (size_t i = 0; i < words.size(); ++i) {
    absl::string_view word = words[i];
    if (options_ended || !LooksLikeOption(word)) {
      result.operands_.emplace_back(word);
      continue;
    }
    if (word == "--") {
      options_ended = true;
      continue;
    }
    const size_t equals = word.find('=');
    const absl::string_view name = word.substr(0, equals);
    const OptionSpec* option = name.size() > 2 && name[1] == '-'
                                   ? FindOption(spec, name.substr(2))
                                   : nullptr;
    if (option == nullptr) {
      return UsageError(absl::StrCat("unknown option ", name));
    }
    std::string value;
    if (equals != absl::string_view::npos) {
      if (option->value.empty()) {
        return UsageError(absl::StrCat(name, " takes no value"));
      }
      value = std::string(word.substr(equals + 1));
    } else if (!option->value.empty()) {
      if (++i == words.size()) {
        return UsageError(absl::StrCat(name, " needs a value"));
      }
      value = words[i];
    }
    RETURN_IF_ERROR(CheckValue(*option, value));
    if (!result.given_.emplace(option->name, std::move(value)).second) {
      return UsageError(absl::StrCat(name, " is given twice"));
    }
  }
  RETURN_IF_ERROR(CheckOperands(spec, result.operands_.size()));
  return result;
}

bool Arguments::Has(const std::string& name) const {
  ISNAD_CHECK(defaults_.count(name) == 1);
  return given_.count(name) == 1;
}

const std::string& Arguments::Text(const std::string& name) const {
  return Has(name) ? given_.at(name) : defaults_.at(name);
}

absl::StatusOr<int64_t> Arguments::Integer(const std::string& name,
                                           int64_t least, int64_t most) const {
  return ParseInteger(absl::StrCat("--", name), Text(name), least, most);
}

absl::StatusOr<absl::Duration> Arguments::Duration(
    const std::string& name) const {
  absl::Duration duration;
  if (!absl::ParseDuration(Text(name), &duration) ||
      duration <= absl::ZeroDuration()) {
    return UsageError(absl::StrCat("--", name, ": got \"", Text(name),
                                   "\", want a duration such as 10s"));
  }
  return duration;
}

absl::StatusOr<int64_t> ParseInteger(absl::string_view what,
                                     absl::string_view text, int64_t least,
                                     int64_t most) {
  int64_t number = 0;
  if (!absl::SimpleAtoi(text, &number) || number < least || number > most) {
    return UsageError(absl::StrCat(what, ": got \"", text,
                                   "\", want a number from ", least, " to ",
                                   most));
  }
  return number;
}

}  // namespace isnad
