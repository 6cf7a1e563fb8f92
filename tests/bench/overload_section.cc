#include "tests/bench/overload_section.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "common/status/status_macros.h"
#include "isnad/v1/query_service.pb.h"
#include "tests/bench/bench_store.h"
#include "tests/bench/call_load.h"
#include "tests/bench/echo.pb.h"
#include "tests/bench/echo_comparison.h"
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

// Calls that isnad-bench-echo refuses, as many as it can: where calls come
// singly, each wakes both sides up, which costs more than the refusal.
CallLoad RefusedLoad() {
  bench::EchoRequest request;
  request.set_refuse(true);
  CallLoad load;
  load.method = kEchoMethod;
  load.requests.push_back(ToByteBuffer(request));
  return load;
}

// Processor time of a call.
struct CallCost {
  double server_us = 0;
  double client_us = 0;
};

// A load and what each of its calls cost on either side.
struct MeteredRun {
  LoadResult result;
  CallCost cost;
};

absl::StatusOr<MeteredRun> RunMetered(const ServerProcess& server,
                                      LoadClient& client, const CallLoad& load,
                                      absl::Duration duration) {
  const absl::Duration server_before = server.CpuTime();
  const absl::Duration own_before = OwnCpuTime();
  MeteredRun run;
  ASSIGN_OR_RETURN(run.result, client.Run(load, duration));
  const double calls =
      std::max(1.0, run.result.offered * absl::ToDoubleSeconds(duration));
  run.cost.server_us =
      absl::ToDoubleMicroseconds(server.CpuTime() - server_before) / calls;
  run.cost.client_us =
      absl::ToDoubleMicroseconds(OwnCpuTime() - own_before) / calls;
  return run;
}

// The part of the peak that can still be answered where answers, refusals and
// the client share the processor time that answers and client had at the peak:
// of ten calls for each one of the peak, g are answered and 10 - g refused, so
// g (answered + client) + (10 - g) (refused + client) = answered + client.
double MostGoodput(const CallCost& answered, const CallCost& refused) {
  const double answer_us = answered.server_us + answered.client_us;
  const double refusal_us = refused.server_us + refused.client_us;
  return std::clamp(
      (answer_us - kOverload * refusal_us) / (answer_us - refusal_us), 0.0,
      1.0);
}

}  // namespace

absl::Status RunOverloadSection(const BenchOptions& options,
                                BenchReport& report) {
  ASSIGN_OR_RETURN(const std::string path,
                   EnsureBenchStore(options, LargeStoreContents(options)));
  ASSIGN_OR_RETURN(
      const auto server,
      ServerProcess::Start(options, "isnad-query", {"--database=" + path}));
  RETURN_IF_ERROR(WaitForNames(*server).status());
  ASSIGN_OR_RETURN(const auto echo,
                   ServerProcess::Start(options, "isnad-bench-echo", {}));
  LoadClient client(server->target());
  LoadClient echo_client(echo->target());
  const absl::Duration duration =
      options.Size(absl::Seconds(3), absl::Milliseconds(200));
  std::vector<double> peaks;
  std::vector<double> offered;
  std::vector<double> goodputs;
  std::vector<double> ratios;
  std::vector<double> ceilings;
  std::vector<double> p99s_us;
  std::vector<double> refused;
  std::vector<double> peak_cpu_us;
  std::vector<double> refused_cpu_us;
  std::vector<double> client_cpu_us;
  std::vector<double> ceiling_cpu_us;
  std::vector<double> with_retry_info;
  AdaptiveThrottle throttle;
  std::vector<double> throttled_goodputs;
  std::vector<double> throttled_ratios;
  std::vector<double> throttled_p99s_us;
  std::vector<double> throttled_refused;
  std::vector<double> held_back;
  for (int round = 0; round < options.Size(5, 1); ++round) {
    CallLoad load = LongListLoad();
    ASSIGN_OR_RETURN(const MeteredRun peak,
                     RunMetered(*server, client, load, duration));
    load.offered_rate = kOverload * peak.result.rate;
    load.in_flight = kMostInFlight;
    ASSIGN_OR_RETURN(const MeteredRun over,
                     RunMetered(*server, client, load, duration));
    load.throttle = &throttle;
    // The first run is for the throttle to learn.
    RETURN_IF_ERROR(client.Run(load, duration).status());
    ASSIGN_OR_RETURN(const LoadResult throttled, client.Run(load, duration));
    ASSIGN_OR_RETURN(const MeteredRun refusals,
                     RunMetered(*echo, echo_client, RefusedLoad(), duration));
    const double share = over.result.refused_share;
    peak_cpu_us.push_back(peak.cost.server_us);
    // What is left when the answered calls have had what they took before.
    refused_cpu_us.push_back(
        (over.cost.server_us - (1 - share) * peak.cost.server_us) /
        std::max(0.01, share));
    client_cpu_us.push_back(over.cost.client_us);
    ceiling_cpu_us.push_back(refusals.cost.server_us + refusals.cost.client_us);
    peaks.push_back(peak.result.rate);
    offered.push_back(over.result.offered);
    goodputs.push_back(over.result.rate);
    ratios.push_back(over.result.rate / peak.result.rate);
    ceilings.push_back(MostGoodput(peak.cost, refusals.cost));
    p99s_us.push_back(over.result.p99_us);
    refused.push_back(share);
    with_retry_info.push_back(over.result.refused_with_retry_info_share);
    throttled_goodputs.push_back(throttled.rate);
    throttled_ratios.push_back(throttled.rate / peak.result.rate);
    throttled_p99s_us.push_back(throttled.p99_us);
    throttled_refused.push_back(throttled.refused_share);
    held_back.push_back(throttled.held_back_share);
  }
  BenchSection& section = report.AddSection("overload");
  section.Add("peak_rate", Median(peaks));
  section.Add("offered_rate", Median(offered));
  section.Add("goodput", Median(goodputs));
  section.Add("ratio", Median(ratios), AtLeast(kLeastGoodput));
  section.Add("ratio_ceiling", Median(ceilings));
  section.Add("p99_us", Median(p99s_us), AtMost(kMostP99Us));
  section.Add("refused_share", Median(refused));
  section.Add("server_cpu_us", Median(peak_cpu_us));
  section.Add("refused_server_cpu_us", Median(refused_cpu_us));
  section.Add("client_cpu_us", Median(client_cpu_us));
  section.Add("ceiling_refusal_cpu_us", Median(ceiling_cpu_us));
  section.Add("refused_with_retry_info", Median(with_retry_info), AtLeast(1));
  section.Add("throttled_goodput", Median(throttled_goodputs));
  section.Add("throttled_ratio", Median(throttled_ratios),
              AtLeast(kLeastGoodput));
  section.Add("throttled_p99_us", Median(throttled_p99s_us),
              AtMost(kMostP99Us));
  section.Add("throttled_refused_share", Median(throttled_refused));
  section.Add("throttled_held_back_share", Median(held_back));
  return absl::OkStatus();
}

}  // namespace isnad
