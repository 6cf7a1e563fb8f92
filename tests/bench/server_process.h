#ifndef ISNAD_TESTS_BENCH_SERVER_PROCESS_H_
#define ISNAD_TESTS_BENCH_SERVER_PROCESS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "tests/bench/bench_options.h"
#include "tests/support/process.h"

namespace isnad {

// A server of the built programs, in a process of its own on a free port of
// loopback. It is stopped at the end of this object. Not thread-safe.
class ServerProcess {
 public:
  // Starts a program of `options.binary_dir` and waits until it takes calls.
  // `arguments` are those besides --address and --port_file.
  static absl::StatusOr<std::unique_ptr<ServerProcess>> Start(
      const BenchOptions& options, const std::string& program,
      const std::vector<std::string>& arguments);
  ~ServerProcess();

  // "127.0.0.1:port".
  const std::string& target() const { return target_; }

  // Processor time used so far.
  absl::Duration CpuTime() const;

  // Memory that it holds now; the most it ever held; and what it holds without
  // pages of files.
  int64_t ResidentBytes() const;
  int64_t PeakResidentBytes() const;
  int64_t AnonymousBytes() const;

 private:
  explicit ServerProcess(std::unique_ptr<Process> process)
      : process_(std::move(process)) {}
  int64_t StatusKilobytes(absl::string_view field) const;

  const std::unique_ptr<Process> process_;
  std::string target_;
};

// Processor time that this process has taken.
absl::Duration OwnCpuTime();

// Waits until a query service has read all names after its start, which goes on
// beside its calls: what is measured then is how it serves, not how it starts.
// Returns how long that took from this call.
absl::StatusOr<absl::Duration> WaitForNames(const ServerProcess& query);

// Waits until a service does nothing that it was not asked for, as it does
// after its start.
absl::Status WaitUntilQuiet(const ServerProcess& service);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_SERVER_PROCESS_H_
