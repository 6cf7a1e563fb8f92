#ifndef ISNAD_TESTS_SUPPORT_PROCESS_H_
#define ISNAD_TESTS_SUPPORT_PROCESS_H_

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace isnad {

// A running program. It is killed when this object ends, or the test dies. Not
// thread-safe.
class Process {
 public:
  struct Options {
    // The program's path and its arguments.
    std::vector<std::string> command;
    // Files that take what it writes; "/dev/null" drops it.
    std::string out_path = "/dev/null";
    std::string err_path = "/dev/null";
    // What it reads.
    std::string in_path = "/dev/null";
    // Where it runs; empty: here.
    std::string folder;
    // "NAME=value", besides what this process has.
    std::vector<std::string> environment;
  };

  // Starts a program; an error if it cannot be run.
  static absl::StatusOr<std::unique_ptr<Process>> Start(const Options& options);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // Sends a signal. Nothing happens if the program has ended.
  void Signal(int number);

  // Waits until it ends and returns its exit code, or 128 and the number of the
  // signal that ended it. DeadlineExceeded if it goes on for `timeout`.
  absl::StatusOr<int> Wait(absl::Duration timeout = absl::Seconds(30));

  // Whether it has not ended yet.
  bool IsRunning();

  pid_t pid() const { return pid_; }

 private:
  explicit Process(pid_t pid) : pid_(pid) {}

  const pid_t pid_;
  bool ended_ = false;
  int exit_code_ = 0;
};

struct ProcessResult {
  int exit_code = 0;
  std::string out;
  std::string err;
};

// Runs a program to its end, giving it `in` to read. The exit code is as of
// Process::Wait, -1 if it could not be run or did not end in time; `err` says
// which.
ProcessResult RunProcess(const std::vector<std::string>& command,
                         const std::string& in = "",
                         absl::Duration timeout = absl::Seconds(60),
                         const std::string& folder = "");

}  // namespace isnad

#endif  // ISNAD_TESTS_SUPPORT_PROCESS_H_
