#include "tests/bench/growth_section.h"

#include <memory>
#include <string>
#include <vector>

#include "common/status/status_macros.h"
#include "tests/bench/bench_store.h"
#include "tests/bench/call_load.h"
#include "tests/bench/get_entity_section.h"
#include "tests/bench/median.h"
#include "tests/bench/server_process.h"

namespace isnad {
namespace {

constexpr double kMostGrowth = 1.3;

// A store of so many entities, served.
struct Served {
  CallLoad load;
  std::unique_ptr<ServerProcess> server;
  std::unique_ptr<LoadClient> client;
  std::vector<double> p99s_us;
  std::vector<double> rates;

  absl::Status Run(absl::Duration duration) {
    ASSIGN_OR_RETURN(const LoadResult result, client->Run(load, duration));
    p99s_us.push_back(result.p99_us);
    rates.push_back(result.rate);
    return absl::OkStatus();
  }
};

absl::StatusOr<Served> Serve(const BenchOptions& options, int64_t entities) {
  ASSIGN_OR_RETURN(const std::string path, EnsureEntityRows(options, entities));
  Served served;
  served.load = GetEntityLoad(entities);
  ASSIGN_OR_RETURN(served.server, ServerProcess::Start(options, "isnad-query",
                                                       {"--database=" + path}));
  RETURN_IF_ERROR(WaitUntilQuiet(*served.server));
  served.client = std::make_unique<LoadClient>(served.server->target());
  return served;
}

}  // namespace

absl::Status RunGrowthSection(const BenchOptions& options,
                              BenchReport& report) {
  const auto few = options.Size<int64_t>(10'000, 100);
  const auto many = options.Size<int64_t>(10'000'000, 2'000);
  const absl::Duration duration =
      options.Size(absl::Seconds(1), absl::Milliseconds(100));
  ASSIGN_OR_RETURN(Served small, Serve(options, few));
  ASSIGN_OR_RETURN(Served large, Serve(options, many));
  std::vector<double> growths;
  for (int round = 0; round < options.Size(9, 1); ++round) {
    RETURN_IF_ERROR(small.Run(duration));
    RETURN_IF_ERROR(large.Run(duration));
    growths.push_back(large.p99s_us.back() / small.p99s_us.back());
  }
  BenchSection& section = report.AddSection("growth");
  section.Add("entities", static_cast<double>(many));
  section.Add("rate", Median(large.rates));
  section.Add("rate_at_10k", Median(small.rates));
  section.Add("p99_us", Median(large.p99s_us));
  section.Add("p99_us_at_10k", Median(small.p99s_us));
  section.Add("ratio", Median(growths), AtMost(kMostGrowth));
  return absl::OkStatus();
}

}  // namespace isnad
