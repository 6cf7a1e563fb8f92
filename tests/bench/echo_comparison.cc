#include "tests/bench/echo_comparison.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "absl/time/time.h"
#include "common/status/status_macros.h"
#include "tests/bench/echo.pb.h"
#include "tests/bench/median.h"

namespace isnad {
namespace {

// Figures of one server over the rounds.
struct Side {
  std::vector<double> rates;
  std::vector<double> p50s_us;
  std::vector<double> p99s_us;
  std::vector<double> cpu_us;
};

// An echo whose requests and answers have the mean sizes of a load's.
CallLoad EchoOf(const CallLoad& load, double response_bytes) {
  size_t request_bytes = 0;
  for (const grpc::ByteBuffer& request : load.requests) {
    request_bytes += request.Length();
  }
  request_bytes /= load.requests.size();
  bench::EchoRequest request;
  // A bytes field costs its tag and its length besides.
  bench::EchoResponse response;
  const auto want = static_cast<int32_t>(response_bytes);
  response.set_payload(std::string(static_cast<size_t>(want), 'x'));
  const auto overhead = static_cast<int32_t>(response.ByteSizeLong()) - want;
  request.set_response_bytes(std::max(0, want - overhead));
  while (request.ByteSizeLong() < request_bytes) {
    *request.mutable_payload() += 'x';
  }
  CallLoad echo;
  echo.method = kEchoMethod;
  echo.requests.push_back(ToByteBuffer(request));
  echo.in_flight = load.in_flight;
  return echo;
}

absl::Status RunOnce(const ServerProcess& server, LoadClient& client,
                     const CallLoad& load, absl::Duration duration,
                     Side& side) {
  const absl::Duration cpu_before = server.CpuTime();
  ASSIGN_OR_RETURN(const LoadResult result, client.Run(load, duration));
  const double cpu_us =
      absl::ToDoubleMicroseconds(server.CpuTime() - cpu_before);
  side.rates.push_back(result.rate);
  side.p50s_us.push_back(result.p50_us);
  side.p99s_us.push_back(result.p99_us);
  side.cpu_us.push_back(
      cpu_us / std::max(1.0, result.rate * absl::ToDoubleSeconds(duration)));
  return absl::OkStatus();
}

std::vector<double> Ratios(const Side& subject, const Side& ceiling) {
  std::vector<double> ratios;
  for (size_t i = 0; i < subject.rates.size(); ++i) {
    ratios.push_back(subject.rates[i] / ceiling.rates[i]);
  }
  return ratios;
}

}  // namespace

absl::Status CompareWithEcho(const BenchOptions& options,
                             const ServerProcess& server, const CallLoad& load,
                             double least_ratio, BenchSection& section) {
  const int rounds = options.Size(7, 1);
  const absl::Duration duration =
      options.Size(absl::Seconds(1), absl::Milliseconds(100));
  ASSIGN_OR_RETURN(const std::unique_ptr<ServerProcess> echo_server,
                   ServerProcess::Start(options, "isnad-bench-echo", {}));
  LoadClient client(server.target());
  LoadClient echo_client(echo_server->target());
  // Also warms both sides up.
  ASSIGN_OR_RETURN(const LoadResult first, client.Run(load, duration));
  const CallLoad echo = EchoOf(load, first.mean_response_bytes);
  ASSIGN_OR_RETURN(const LoadResult first_echo,
                   echo_client.Run(echo, duration));
  Side subject;
  Side ceiling;
  for (int round = 0; round < rounds; ++round) {
    RETURN_IF_ERROR(RunOnce(server, client, load, duration, subject));
    RETURN_IF_ERROR(
        RunOnce(*echo_server, echo_client, echo, duration, ceiling));
  }
  section.Add("rate", Median(subject.rates));
  section.Add("ceiling", Median(ceiling.rates));
  section.Add("ratio", Median(Ratios(subject, ceiling)), AtLeast(least_ratio));
  section.Add("p50_us", Median(subject.p50s_us));
  section.Add("p99_us", Median(subject.p99s_us));
  section.Add("ceiling_p50_us", Median(ceiling.p50s_us));
  section.Add("ceiling_p99_us", Median(ceiling.p99s_us));
  section.Add("server_cpu_us", Median(subject.cpu_us));
  section.Add("ceiling_cpu_us", Median(ceiling.cpu_us));
  section.Add("response_bytes", first.mean_response_bytes);
  section.Add("ceiling_response_bytes", first_echo.mean_response_bytes);
  return absl::OkStatus();
}

}  // namespace isnad
