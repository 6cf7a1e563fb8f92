#include "common/rpc/service_flags.h"

#include <cstdlib>
#include <iostream>
#include <map>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/reflection.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/log/log.h"
#include "common/rpc/transport.h"

ABSL_FLAG(std::string, port_file, "",
          "File to which the bound port is written once the service takes "
          "calls; empty: none.");
ABSL_FLAG(bool, insecure_allow_remote, false,
          "Allow an --address that other machines can reach, although calls "
          "are neither encrypted nor authenticated.");
ABSL_FLAG(absl::Duration, drain_timeout, absl::Seconds(10),
          "How long calls under way may go on after SIGTERM or SIGINT.");
ABSL_FLAG(int, max_message_bytes, isnad::kMaxMessageBytes,
          "Largest message received or sent.");
ABSL_FLAG(std::string, log_level, "info",
          "Least level that is logged: debug, info, warning or error.");
ABSL_FLAG(bool, log_requests, false, "Log every request when it ends.");

namespace isnad {
namespace {

constexpr int kExitFailure = 1;
constexpr int kExitUsage = 2;

bool AsksForHelp(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const absl::string_view argument = argv[i];
    if (argument == "--") return false;
    if (argument == "--help" || argument == "-help" || argument == "-h") {
      return true;
    }
  }
  return false;
}

// Flags of libraries from elsewhere are left out: ours are defined in these
// folders.
bool IsOwnFlag(const absl::CommandLineFlag& flag) {
  const std::string file = flag.Filename();
  return absl::StrContains(file, "common/rpc/") ||
         absl::StrContains(file, "query_service/") ||
         absl::StrContains(file, "ingest_service/");
}

void PrintHelp(absl::string_view usage) {
  std::map<std::string, const absl::CommandLineFlag*> flags;
  for (const auto& [name, flag] : absl::GetAllFlags()) {
    if (IsOwnFlag(*flag)) flags[std::string(name)] = flag;
  }
  std::cout << usage << "\n\nFlags:\n";
  for (const auto& [name, flag] : flags) {
    std::cout << "  --" << name << "  (default: \"" << flag->DefaultValue()
              << "\")\n      " << flag->Help() << "\n";
  }
}

}  // namespace

void ParseServiceFlags(int argc, char** argv, absl::string_view usage) {
  if (AsksForHelp(argc, argv)) {
    PrintHelp(usage);
    std::exit(EXIT_SUCCESS);
  }
  const std::vector<char*> rest = absl::ParseCommandLine(argc, argv);
  if (rest.size() > 1) {
    std::cerr << rest[1] << ": got an argument, want only flags; see --help\n";
    std::exit(kExitUsage);
  }
  const std::string level = absl::GetFlag(FLAGS_log_level);
  if (!SetLogLevel(level)) {
    std::cerr << "--log_level: got \"" << level
              << "\", want debug, info, warning or error\n";
    std::exit(kExitUsage);
  }
}

ServerOptions ServerOptionsFromFlags(const std::string& address) {
  ServerOptions options;
  options.address = address;
  options.allow_remote = absl::GetFlag(FLAGS_insecure_allow_remote);
  options.port_file = absl::GetFlag(FLAGS_port_file);
  options.drain_timeout = absl::GetFlag(FLAGS_drain_timeout);
  options.max_message_bytes = absl::GetFlag(FLAGS_max_message_bytes);
  options.log_requests = absl::GetFlag(FLAGS_log_requests);
  return options;
}

int ReportStartFailure(absl::string_view service, const absl::Status& status) {
  Log(LogLevel::kError, "start_failed",
      {{"service", service},
       {"code", static_cast<int>(status.code())},
       {"message", status.message()}});
  std::cerr << service << ": " << status.message() << "\n";
  return kExitFailure;
}

}  // namespace isnad
