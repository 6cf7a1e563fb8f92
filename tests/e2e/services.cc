#include "tests/e2e/services.h"

#include <signal.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
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
  options.command = {
      BinaryPath(binary_),
      absl::StrCat("--address=", target_.empty() ? "127.0.0.1:0" : target_),
      "--port_file=" + port_file};
  options.command.insert(options.command.end(), arguments_.begin(),
                         arguments_.end());
  options.err_path = folder_.File(binary_ + ".log");
  ASSIGN_OR_RETURN(process_, Process::Start(options));
  const absl::Time deadline = absl::Now() + kStartTimeout;
  while (process_->IsRunning() && absl::Now() < deadline) {
    const auto port = ReadFile(port_file, kMaxFileBytes);
    if (port.ok() && !port->empty()) {
      target_ = absl::StrCat("127.0.0.1:", absl::StripSuffix(*port, "\n"));
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

std::string Service::Log() const {
  return ReadFile(folder_.File(binary_ + ".log"), kMaxFileBytes).value_or("");
}

ServicePair::ServicePair()
    : query_("isnad-query", folder_,
             {"--database=" + folder_.File("query.db")}) {}

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
