// The crash harness as a program: kills the services of this build while they
// work and says what that cost.
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "tests/e2e/crash_harness.h"

ABSL_FLAG(int, kills, 200, "How often a service is killed.");
ABSL_FLAG(int, kills_per_round, 50,
          "Kills before the store is compared and a new one begun.");
ABSL_FLAG(uint64_t, seed, 1, "What the work and the kills depend on.");
ABSL_FLAG(std::string, format, "table", "table or json.");

namespace isnad {
namespace {

template <typename Count>
std::string ToJson(const std::map<std::string, Count>& counts) {
  std::string json;
  for (const auto& [name, count] : counts) {
    absl::StrAppend(&json, json.empty() ? "{" : ", ", "\"", name,
                    "\": ", count);
  }
  return json.empty() ? "{}" : json + "}";
}

int Run() {
  CrashOptions options;
  options.kills = absl::GetFlag(FLAGS_kills);
  options.kills_per_round = absl::GetFlag(FLAGS_kills_per_round);
  options.seed = absl::GetFlag(FLAGS_seed);
  const std::string format = absl::GetFlag(FLAGS_format);
  if (options.kills < 1 || options.kills_per_round < 1 ||
      (format != "table" && format != "json")) {
    std::cerr << "crash: want --kills and --kills_per_round of 1 or more and "
                 "--format=table|json\n";
    return 2;
  }
  std::cerr << "crash: seed " << options.seed << std::endl;
  options.on_round = [&](const CrashReport& report) {
    std::cerr << "crash: " << report.kills << " of " << options.kills
              << " kills, lost " << report.lost << ", doubled "
              << report.doubled << ", corrupt " << report.corrupt << std::endl;
  };
  const absl::StatusOr<CrashReport> report = RunCrashHarness(options);
  if (!report.ok()) {
    std::cerr << "crash: " << report.status() << "\n";
    return EXIT_FAILURE;
  }
  for (const std::string& finding : report->findings) {
    std::cerr << "crash: " << finding << "\n";
  }
  if (format == "json") {
    std::cout << "{\"kills\": " << report->kills
              << ", \"lost\": " << report->lost
              << ", \"doubled\": " << report->doubled
              << ", \"corrupt\": " << report->corrupt
              << ", \"operations\": " << report->operations
              << ", \"seed\": " << options.seed
              << ", \"work\": " << ToJson(report->work)
              << ", \"points\": " << ToJson(report->points) << "}" << std::endl;
  } else {
    for (const auto& [point, count] : report->points) {
      std::cout << count << "\t" << point << "\n";
    }
    std::cout << "kills " << report->kills << ", operations "
              << report->operations << ", lost " << report->lost << ", doubled "
              << report->doubled << ", corrupt " << report->corrupt
              << std::endl;
  }
  return report->lost + report->doubled + report->corrupt == 0 ? EXIT_SUCCESS
                                                               : EXIT_FAILURE;
}

}  // namespace
}  // namespace isnad

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "kills the services while they work and compares what they kept with an "
      "undisturbed run");
  absl::ParseCommandLine(argc, argv);
  return isnad::Run();
}
