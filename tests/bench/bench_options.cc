#include "tests/bench/bench_options.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace isnad {

bool BenchOptions::IsAsked(absl::string_view section) const {
  return only.empty() ||
         std::find(only.begin(), only.end(), section) != only.end();
}

absl::StatusOr<BenchOptions> ParseBenchOptions(
    const std::vector<std::string>& arguments) {
  BenchOptions options;
  for (const std::string& argument : arguments) {
    absl::string_view value = argument;
    if (argument == "--help" || argument == "-h") {
      options.help = true;
    } else if (argument == "--quick") {
      options.quick = true;
    } else if (argument == "--format=json") {
      options.format = BenchFormat::kJson;
    } else if (argument == "--format=table") {
      options.format = BenchFormat::kTable;
    } else if (absl::ConsumePrefix(&value, "--only=") && !value.empty()) {
      options.only = absl::StrSplit(value, ',');
    } else if (absl::ConsumePrefix(&value, "--scratch=") && !value.empty()) {
      options.scratch = std::string(value);
    } else {
      return absl::InvalidArgumentError(
          absl::StrCat(argument, ": unknown or malformed; see --help"));
    }
  }
  return options;
}

absl::Status MakeScratch(const BenchOptions& options) {
  if (options.scratch.empty()) return absl::OkStatus();
  std::error_code error;
  std::filesystem::create_directories(options.scratch, error);
  if (!error) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("--scratch=", options.scratch, ": ", error.message()));
}

}  // namespace isnad
