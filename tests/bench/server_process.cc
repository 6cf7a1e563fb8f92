#include "tests/bench/server_process.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "common/base/file.h"
#include "common/rpc/channel.h"
#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"
#include "grpcpp/client_context.h"
#include "isnad/v1/query_service.grpc.pb.h"

namespace isnad {
namespace {

constexpr absl::Duration kStartTimeout = absl::Seconds(120);
constexpr absl::Duration kPollInterval = absl::Milliseconds(5);
constexpr absl::Duration kNamesTimeout = absl::Minutes(5);
constexpr absl::Duration kQuietTimeout = absl::Minutes(5);
constexpr absl::Duration kQuietPause = absl::Milliseconds(500);
constexpr absl::Duration kNamesPause = absl::Milliseconds(50);
constexpr int64_t kMaxLogBytes = 1 << 20;

// Of /proc/PID/stat, counted behind the program's name.
constexpr size_t kUserTicks = 11;
constexpr size_t kSystemTicks = 12;

}  // namespace

absl::StatusOr<std::unique_ptr<ServerProcess>> ServerProcess::Start(
    const BenchOptions& options, const std::string& program,
    const std::vector<std::string>& arguments) {
  const std::string port_file =
      absl::StrCat(options.scratch, "/", program, ".port");
  const std::string log_file =
      absl::StrCat(options.scratch, "/", program, ".log");
  std::filesystem::remove(port_file);
  Process::Options process_options;
  process_options.command = {absl::StrCat(options.binary_dir, "/", program),
                             "--address=127.0.0.1:0",
                             "--port_file=" + port_file};
  process_options.command.insert(process_options.command.end(),
                                 arguments.begin(), arguments.end());
  process_options.err_path = log_file;
  ASSIGN_OR_RETURN(std::unique_ptr<Process> process,
                   Process::Start(process_options));
  std::unique_ptr<ServerProcess> server(new ServerProcess(std::move(process)));
  const absl::Time deadline = absl::Now() + kStartTimeout;
  while (server->process_->IsRunning() && absl::Now() < deadline) {
    const auto port = ReadFile(port_file, kMaxLogBytes);
    if (port.ok() && !port->empty()) {
      server->target_ =
          absl::StrCat("127.0.0.1:", absl::StripSuffix(*port, "\n"));
      return server;
    }
    absl::SleepFor(kPollInterval);
  }
  return absl::UnavailableError(absl::StrCat(
      program,
      " did not start: ", ReadFile(log_file, kMaxLogBytes).value_or("")));
}

absl::Duration OwnCpuTime() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return absl::DurationFromTimespec(time);
}

ServerProcess::~ServerProcess() {
  process_->Signal(SIGTERM);
  (void)process_->Wait();
}

absl::Duration ServerProcess::CpuTime() const {
  std::ifstream file(absl::StrCat("/proc/", process_->pid(), "/stat"));
  std::string line;
  std::getline(file, line);
  const size_t end_of_name = line.rfind(") ");
  if (end_of_name == std::string::npos) return absl::ZeroDuration();
  const std::vector<std::string> fields =
      absl::StrSplit(line.substr(end_of_name + 2), ' ');
  int64_t user = 0;
  int64_t system = 0;
  if (fields.size() <= kSystemTicks ||
      !absl::SimpleAtoi(fields[kUserTicks], &user) ||
      !absl::SimpleAtoi(fields[kSystemTicks], &system)) {
    return absl::ZeroDuration();
  }
  return absl::Seconds(1) * (user + system) / ::sysconf(_SC_CLK_TCK);
}

int64_t ServerProcess::StatusKilobytes(absl::string_view field) const {
  std::ifstream file(absl::StrCat("/proc/", process_->pid(), "/status"));
  for (std::string line; std::getline(file, line);) {
    absl::string_view rest = line;
    if (!absl::ConsumePrefix(&rest, field)) continue;
    int64_t kilobytes = 0;
    (void)absl::SimpleAtoi(absl::StripSuffix(rest, " kB"), &kilobytes);
    return kilobytes;
  }
  return 0;
}

int64_t ServerProcess::ResidentBytes() const {
  return StatusKilobytes("VmRSS:") << 10;
}

int64_t ServerProcess::PeakResidentBytes() const {
  return StatusKilobytes("VmHWM:") << 10;
}

int64_t ServerProcess::AnonymousBytes() const {
  return StatusKilobytes("RssAnon:") << 10;
}

absl::StatusOr<absl::Duration> WaitForNames(const ServerProcess& query) {
  const auto stub = v1::QueryService::NewStub(MakeChannel(query.target()));
  const absl::Time start = absl::Now();
  v1::ResolveNamesRequest request;
  request.add_names("name");
  while (absl::Now() - start < kNamesTimeout) {
    grpc::ClientContext context;
    v1::ResolveNamesResponse response;
    RETURN_IF_ERROR(
        FromGrpcStatus(stub->ResolveNames(&context, request, &response)));
    if (response.names_revision() >= response.revision()) {
      return absl::Now() - start;
    }
    absl::SleepFor(kNamesPause);
  }
  return absl::DeadlineExceededError("the names have not been read in time");
}

absl::Status WaitUntilQuiet(const ServerProcess& service) {
  const absl::Time start = absl::Now();
  absl::Duration before = service.CpuTime();
  while (absl::Now() - start < kQuietTimeout) {
    absl::SleepFor(kQuietPause);
    const absl::Duration now = service.CpuTime();
    if (now - before < kQuietPause / 20) return absl::OkStatus();
    before = now;
  }
  return absl::DeadlineExceededError(
      "the service has not become quiet in time");
}

}  // namespace isnad
