// The built services as processes of their own, on free ports of loopback.
#ifndef ISNAD_TESTS_E2E_SERVICES_H_
#define ISNAD_TESTS_E2E_SERVICES_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace isnad {

// Returns the path of a built program.
std::string BinaryPath(const std::string& name);

// Returns the path of a file of the source tree.
std::string SourcePath(const std::string& name);

// One service. It may be started again after its end, on the same port and with
// the same files.
class Service {
 public:
  // `arguments` are those besides --address and --port_file. Files it needs go
  // into `folder`.
  Service(std::string binary, const TempDir& folder,
          std::vector<std::string> arguments);

  // Starts the program and waits until it takes calls. An error, with what it
  // wrote, if it ends before.
  absl::Status Start();

  // Sets what the next start has in its environment besides ours.
  void SetEnvironment(std::vector<std::string> variables) {
    environment_ = std::move(variables);
  }

  // Sets what the next start runs the program with: words before it on the
  // command line, and the IPv4 address on which it listens.
  void SetWrapper(std::vector<std::string> words) {
    wrapper_ = std::move(words);
  }
  void SetHost(std::string host) { host_ = std::move(host); }

  // Its resident memory in bytes, 0 if it does not run.
  int64_t ResidentBytes() const;

  // Whether it runs.
  bool IsRunning() { return process_ != nullptr && process_->IsRunning(); }

  // Its process. REQUIRES: it was started.
  pid_t pid() const { return process_->pid(); }

  // Ends the program as a power cut would.
  void Kill();

  // Ends the program in good order and returns its exit code.
  absl::StatusOr<int> Stop();

  // "127.0.0.1:port". REQUIRES: it was started.
  const std::string& target() const { return target_; }

  // All that the last run wrote to standard error.
  std::string Log() const;

 private:
  const std::string binary_;
  const TempDir& folder_;
  const std::vector<std::string> arguments_;
  std::string target_;
  std::vector<std::string> environment_;
  std::vector<std::string> wrapper_;
  std::string host_ = "127.0.0.1";
  std::unique_ptr<Process> process_;
};

// Both services over one folder, and `isnad` to speak to them.
class ServicePair {
 public:
  // `query_arguments` are those of query besides its files and address.
  explicit ServicePair(TempDir::Where where = TempDir::Where::kDisk,
                       std::vector<std::string> query_arguments = {});

  // Starts query, then ingest.
  absl::Status Start();

  // Path of a file of the services: "query.db", "outbox.db".
  std::string File(const std::string& name) const { return folder_.File(name); }

  Service& ingest() { return *ingest_; }
  Service& query() { return query_; }

  // Runs `isnad` with the addresses of both.
  ProcessResult Isnad(std::vector<std::string> arguments) const;

  // Returns how many documents query has, -1 if it can't tell.
  int CountDocuments() const;

 private:
  const TempDir folder_;
  Service query_;
  // Made when the port of query is known.
  std::unique_ptr<Service> ingest_;
};

}  // namespace isnad

#endif  // ISNAD_TESTS_E2E_SERVICES_H_
