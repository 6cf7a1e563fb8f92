#include "tests/support/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/file.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

constexpr absl::Duration kPollInterval = absl::Milliseconds(5);
constexpr int64_t kMaxOutputBytes = int64_t{1} << 30;
// Of a shell: a program that cannot be run.
constexpr int kCannotRun = 127;

// Puts a file in the place of a standard stream. Only calls that are safe
// between fork and exec.
bool Redirect(const char* path, int flags, int stream) {
  const int fd = open(path, flags, 0600);
  return fd >= 0 && dup2(fd, stream) >= 0;
}

// Turns the child of a fork into the program; returns only on failure.
void Become(const Process::Options& options, char** argv, char** envp) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  constexpr int kWrite = O_WRONLY | O_CREAT | O_TRUNC;
  if (!Redirect(options.in_path.c_str(), O_RDONLY, STDIN_FILENO) ||
      !Redirect(options.out_path.c_str(), kWrite, STDOUT_FILENO) ||
      !Redirect(options.err_path.c_str(), kWrite, STDERR_FILENO)) {
    return;
  }
  if (!options.folder.empty() && chdir(options.folder.c_str()) != 0) return;
  execvpe(argv[0], argv, envp);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Process>> Process::Start(
    const Options& options) {
  std::vector<std::string> words = options.command;
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  std::vector<std::string> variables = options.environment;
  std::vector<char*> envp;
  // The first of a name counts.
  for (std::string& variable : variables) envp.push_back(variable.data());
  for (char** inherited = environ; *inherited != nullptr; ++inherited) {
    envp.push_back(*inherited);
  }
  envp.push_back(nullptr);
  const pid_t pid = fork();
  if (pid < 0) return absl::ErrnoToStatus(errno, "fork");
  if (pid == 0) {
    Become(options, argv.data(), envp.data());
    _exit(kCannotRun);
  }
  return std::unique_ptr<Process>(new Process(pid));
}

Process::~Process() {
  if (!IsRunning()) return;
  Signal(SIGKILL);
  waitpid(pid_, nullptr, 0);
}

void Process::Signal(int number) {
  if (IsRunning()) kill(pid_, number);
}

bool Process::IsRunning() {
  if (ended_) return false;
  int status = 0;
  if (waitpid(pid_, &status, WNOHANG) == 0) return true;
  ended_ = true;
  exit_code_ =
      WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return false;
}

absl::StatusOr<int> Process::Wait(absl::Duration timeout) {
  const absl::Time deadline = absl::Now() + timeout;
  while (IsRunning()) {
    if (absl::Now() >= deadline) {
      return absl::DeadlineExceededError(
          absl::StrCat("process ", pid_, " did not end"));
    }
    absl::SleepFor(kPollInterval);
  }
  return exit_code_;
}

ProcessResult RunProcess(const std::vector<std::string>& command,
                         const std::string& in, absl::Duration timeout,
                         const std::string& folder) {
  const TempDir files;
  Process::Options options;
  options.command = command;
  options.in_path = files.File("in");
  options.out_path = files.File("out");
  options.err_path = files.File("err");
  options.folder = folder;
  ProcessResult result;
  result.exit_code = -1;
  absl::Status status = WriteFileAtomically(options.in_path, in);
  if (status.ok()) {
    const auto process = Process::Start(options);
    const absl::StatusOr<int> exit_code =
        process.ok() ? (*process)->Wait(timeout) : process.status();
    status = exit_code.status();
    if (exit_code.ok()) result.exit_code = *exit_code;
  }
  result.out = ReadFile(options.out_path, kMaxOutputBytes).value_or("");
  result.err = ReadFile(options.err_path, kMaxOutputBytes).value_or("");
  if (!status.ok()) absl::StrAppend(&result.err, status.ToString());
  return result;
}

}  // namespace isnad
