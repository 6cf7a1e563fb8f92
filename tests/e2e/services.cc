#include "tests/e2e/services.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "common/base/file.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

constexpr absl::Duration kStartTimeout = absl::Seconds(30);
constexpr absl::Duration kPollInterval = absl::Milliseconds(5);
constexpr int64_t kMaxFileBytes = 64 << 20;

}  // namespace

std::string BinaryPath(const std::string& name) {
  return absl::StrCat(std::getenv("ISNAD_BINARY_DIR"), "/bin/", name);
}

std::string SourcePath(const std::string& name) {
  return absl::StrCat(std::getenv("ISNAD_SOURCE_DIR"), "/", name);
}

Service::Service(std::string binary, const TempDir& folder,
                 std::vector<std::string> arguments)
    : binary_(std::move(binary)),
      folder_(folder),
      arguments_(std::move(arguments)) {}

absl::Status Service::Start() {
  const std::string port_file = folder_.File(binary_ + ".port");
  std::filesystem::remove(port_file);
  Process::Options options;
  options.command = wrapper_;
  options.command.push_back(BinaryPath(binary_));
  options.command.push_back("--address=" +
                            (target_.empty() ? host_ + ":0" : target_));
  options.command.push_back("--port_file=" + port_file);
  options.command.insert(options.command.end(), arguments_.begin(),
                         arguments_.end());
  options.environment = environment_;
  options.err_path = folder_.File(binary_ + ".log");
  ASSIGN_OR_RETURN(process_, Process::Start(options));
  const absl::Time deadline = absl::Now() + kStartTimeout;
  while (process_->IsRunning() && absl::Now() < deadline) {
    const auto port = ReadFile(port_file, kMaxFileBytes);
    if (port.ok() && !port->empty()) {
      target_ = absl::StrCat(host_, ":", absl::StripSuffix(*port, "\n"));
      return absl::OkStatus();
    }
    absl::SleepFor(kPollInterval);
  }
  return absl::UnavailableError(
      absl::StrCat(binary_, " did not start: ", Log()));
}

void Service::Kill() {
  process_->Signal(SIGKILL);
  (void)process_->Wait();
}

absl::StatusOr<int> Service::Stop() {
  process_->Signal(SIGTERM);
  return process_->Wait();
}

int64_t Service::ResidentBytes() const {
  const std::string status =
      ReadFile(absl::StrCat("/proc/", process_->pid(), "/statm"), kMaxFileBytes)
          .value_or("");
  const std::vector<std::string> fields = absl::StrSplit(status, ' ');
  int64_t pages = 0;
  if (fields.size() < 2 || !absl::SimpleAtoi(fields[1], &pages)) return 0;
  return pages * sysconf(_SC_PAGESIZE);
}

std::string Service::Log() const {
  return ReadFile(folder_.File(binary_ + ".log"), kMaxFileBytes).value_or("");
}

ServicePair::ServicePair(TempDir::Where where,
                         std::vector<std::string> query_arguments)
    : folder_(where), query_("isnad-query", folder_, [&] {
        query_arguments.push_back("--database=" + folder_.File("query.db"));
        return std::move(query_arguments);
      }()) {}

absl::Status ServicePair::Start() {
  RETURN_IF_ERROR(query_.Start());
  ingest_ = std::make_unique<Service>(
      "isnad-ingest", folder_,
      std::vector<std::string>{"--query=" + query_.target(),
                               "--outbox=" + folder_.File("outbox.db")});
  return ingest_->Start();
}

ProcessResult ServicePair::Isnad(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), BinaryPath("isnad"));
  arguments.push_back("--query=" + query_.target());
  if (ingest_ != nullptr) arguments.push_back("--ingest=" + ingest_->target());
  return RunProcess(arguments);
}

int ServicePair::CountDocuments() const {
  const ProcessResult list =
      Isnad({"list", "documents", "--all", "--format=jsonl"});
  if (list.exit_code != 0) return -1;
  return static_cast<int>(std::count(list.out.begin(), list.out.end(), '\n'));
}

}  // namespace isnad
