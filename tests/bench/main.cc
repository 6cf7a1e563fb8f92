// isnad-bench: measures the services, each rate beside its ceiling in the same
// run.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "tests/bench/bench_options.h"
#include "tests/bench/bench_report.h"
#include "tests/bench/sections.h"
#include "tests/support/temp_dir.h"

namespace {

constexpr int kExitUsage = 2;

void PrintHelp() {
  std::cout
      << "isnad-bench: measures the services, each rate beside its ceiling in "
         "the same run.\n\n"
         "  --format=table|json   how the figures are printed (table)\n"
         "  --only=SECTION[,...]  only these sections\n"
         "  --quick               small sizes: shows that it works, not how "
         "fast\n"
         "  --scratch=DIR         a folder that keeps the stores, which take "
         "minutes to make, for the next run\n"
         "  --help                this text\n\nSections:\n";
  for (const isnad::BenchSectionEntry& entry : isnad::BenchSections()) {
    std::cout << "  " << entry.key << "\n      " << entry.help << "\n";
  }
}

// Runs what is asked for; returns whether every section could be run.
bool RunSections(const isnad::BenchOptions& options,
                 isnad::BenchReport& report) {
  bool all_ran = true;
  for (const isnad::BenchSectionEntry& entry : isnad::BenchSections()) {
    if (!entry.is_always_run && !options.IsAsked(entry.key)) continue;
    std::cerr << "isnad-bench: " << entry.key << "\n";
    const absl::Status status = entry.run(options, report);
    if (status.ok()) continue;
    all_ran = false;
    std::cerr << "isnad-bench: " << entry.key << ": " << status << "\n";
  }
  return all_ran;
}

}  // namespace

int main(int argc, char** argv) {
  auto options = isnad::ParseBenchOptions({argv + 1, argv + argc});
  absl::Status status = options.status();
  if (status.ok()) status = isnad::CheckSectionNames(options->only);
  if (status.ok()) status = isnad::MakeScratch(*options);
  if (!status.ok()) {
    std::cerr << "isnad-bench: " << status.message() << "\n";
    return kExitUsage;
  }
  if (options->help) {
    PrintHelp();
    return EXIT_SUCCESS;
  }
  const isnad::TempDir scratch;
  if (options->scratch.empty()) options->scratch = scratch.path();
  options->binary_dir =
      std::filesystem::read_symlink("/proc/self/exe").parent_path();
  isnad::BenchReport report;
  const bool all_ran = RunSections(*options, report);
  const bool as_json = options->format == isnad::BenchFormat::kJson;
  std::cout << (as_json ? report.ToJson() : report.ToTable());
  return all_ran ? EXIT_SUCCESS : EXIT_FAILURE;
}
