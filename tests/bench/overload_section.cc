#include "tests/bench/overload_section.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "common/status/status_macros.h"
#include "isnad/v1/query_service.pb.h"
#include "tests/bench/bench_store.h"
#include "tests/bench/call_load.h"
#include "tests/bench/median.h"
#include "tests/bench/server_process.h"

namespace isnad {
namespace {

// Enough to keep every core occupied.
constexpr int kPeakInFlight = 8;
constexpr double kOverload = 10;
constexpr int kMostInFlight = 4'096;
constexpr double kLeastGoodput = 0.9;
// The longest wait for a thread, the work itself, and the way back through a
// machine that has more to do than it can.
constexpr double kMostP99Us = 400'000;

CallLoad LongListLoad() {
  v1::ListMentionsRequest request;
  request.set_parent("documents/-");
  request.set_filter("form = MENTION_FORM_ADJECTIVE");
  CallLoad load;
  load.method = "/isnad.v1.QueryService/ListMentions";
  load.requests.push_back(ToByteBuffer(request));
  load.in_flight = kPeakInFlight;
  return load;
}

}  // namespace

absl::Status RunOverloadSection(const BenchOptions& options,
                                BenchReport& report) {
  ASSIGN_OR_RETURN(const std::string path,
                   EnsureBenchStore(options, LargeStoreContents(options)));
  ASSIGN_OR_RETURN(
      const auto server,
      ServerProcess::Start(options, "isnad-query", {"--database=" + path}));
  LoadClient client(server->target());
  const absl::Duration duration =
      options.Size(absl::Seconds(3), absl::Milliseconds(200));
  std::vector<double> peaks;
  std::vector<double> offered;
  std::vector<double> goodputs;
  std::vector<double> ratios;
  std::vector<double> p99s_us;
  std::vector<double> refused;
  std::vector<double> peak_cpu_us;
  std::vector<double> refused_cpu_us;
  std::vector<double> client_cpu_us;
  std::vector<double> with_retry_info;
  for (int round = 0; round < options.Size(5, 1); ++round) {
    CallLoad load = LongListLoad();
    const double seconds = absl::ToDoubleSeconds(duration);
    const absl::Duration before = server->CpuTime();
    ASSIGN_OR_RETURN(const LoadResult peak, client.Run(load, duration));
    const double peak_us =
        absl::ToDoubleMicroseconds(server->CpuTime() - before) /
        (peak.rate * seconds);
    load.offered_rate = kOverload * peak.rate;
    load.in_flight = kMostInFlight;
    const absl::Duration between = server->CpuTime();
    const absl::Duration own_between = OwnCpuTime();
    ASSIGN_OR_RETURN(const LoadResult over, client.Run(load, duration));
    const double calls = over.offered * seconds;
    peak_cpu_us.push_back(peak_us);
    // What is left when the answered calls have had what they took before.
    refused_cpu_us.push_back(
        (absl::ToDoubleMicroseconds(server->CpuTime() - between) -
         calls * (1 - over.refused_share) * peak_us) /
        std::max(1.0, calls * over.refused_share));
    client_cpu_us.push_back(
        absl::ToDoubleMicroseconds(OwnCpuTime() - own_between) / calls);
    peaks.push_back(peak.rate);
    offered.push_back(over.offered);
    goodputs.push_back(over.rate);
    ratios.push_back(over.rate / peak.rate);
    p99s_us.push_back(over.p99_us);
    refused.push_back(over.refused_share);
    with_retry_info.push_back(over.refused_with_retry_info_share);
  }
  BenchSection& section = report.AddSection("overload");
  section.Add("peak_rate", Median(peaks));
  section.Add("offered_rate", Median(offered));
  section.Add("goodput", Median(goodputs));
  section.Add("ratio", Median(ratios), AtLeast(kLeastGoodput));
  section.Add("p99_us", Median(p99s_us), AtMost(kMostP99Us));
  section.Add("refused_share", Median(refused));
  section.Add("server_cpu_us", Median(peak_cpu_us));
  section.Add("refused_server_cpu_us", Median(refused_cpu_us));
  section.Add("client_cpu_us", Median(client_cpu_us));
  section.Add("refused_with_retry_info", Median(with_retry_info), AtLeast(1));
  return absl::OkStatus();
}

}  // namespace isnad
