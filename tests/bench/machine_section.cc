#include "tests/bench/machine_section.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "grpcpp/grpcpp.h"
#include "sqlite3.h"

namespace isnad {
namespace {

std::string CpuModel() {
  std::ifstream cpus("/proc/cpuinfo");
  for (std::string line; std::getline(cpus, line);) {
    if (!absl::StartsWith(line, "model name")) continue;
    const size_t colon = line.find(':');
    if (colon == std::string::npos) break;
    return std::string(
        absl::StripAsciiWhitespace(absl::string_view(line).substr(colon + 1)));
  }
  return "unknown";
}

// Processes that were running or wanted to, over the last minute: what shared
// the machine with the benchmark.
double LoadAverage() {
  double load = 0;
  return ::getloadavg(&load, 1) == 1 ? load : -1;
}

}  // namespace

absl::Status RunMachineSection(const BenchOptions& options,
                               BenchReport& report) {
  BenchSection& section = report.AddSection("machine");
  section.Add("cores", std::thread::hardware_concurrency());
  section.AddText("cpu", CpuModel());
  section.Add("memory_mb", static_cast<double>(::sysconf(_SC_PHYS_PAGES)) *
                               static_cast<double>(::sysconf(_SC_PAGESIZE)) /
                               (1 << 20));
  section.Add("load_at_start", LoadAverage());
  section.AddText("build_type", ISNAD_BUILD_TYPE);
  section.AddText("grpc", grpc::Version());
  section.AddText("sqlite", sqlite3_libversion());
  section.AddText("sizes", options.quick ? "quick" : "full");
  return absl::OkStatus();
}

}  // namespace isnad
