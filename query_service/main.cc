// The query service: keeps what ingest has read and serves typed lookups.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/flags/flag.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/log/log.h"
#include "common/rpc/service_flags.h"
#include "common/rpc/stop_signals.h"
#include "query_service/server/query_server.h"

ABSL_FLAG(std::string, address, "127.0.0.1:7702",
          "Where the service listens: host:port, [ipv6]:port or unix:path; "
          "port 0 takes a free one.");
ABSL_FLAG(std::string, database, "isnad-query.db",
          "File of the store, made if there is none; its index is kept in a "
          "second file beside it.");
ABSL_FLAG(int64_t, retention_revisions, 10'000,
          "How many revisions a replaced version of a document or entity can "
          "still be read.");
ABSL_FLAG(int, lookup_threads, 0,
          "Threads for lookups that may visit many rows (lists, searches, "
          "batches); 0: one for each core.");
ABSL_FLAG(int, max_waiting_lookups, 256,
          "Such lookups that may wait for a thread; one more is refused with "
          "RESOURCE_EXHAUSTED.");
ABSL_FLAG(absl::Duration, max_lookup_wait, absl::Milliseconds(100),
          "A lookup that waited longer for a thread is refused too.");

int main(int argc, char** argv) {
  isnad::StopSignals stop_signals;
  isnad::ParseServiceFlags(
      argc, argv,
      "isnad-query: stores what isnad-ingest has read, and serves typed "
      "lookups over gRPC.");

  isnad::QueryServer::Options options;
  options.server = isnad::ServerOptionsFromFlags(absl::GetFlag(FLAGS_address));
  options.store.path = absl::GetFlag(FLAGS_database);
  options.store.retention_revisions = absl::GetFlag(FLAGS_retention_revisions);
  options.lookups.threads = absl::GetFlag(FLAGS_lookup_threads);
  options.lookups.max_waiting = absl::GetFlag(FLAGS_max_waiting_lookups);
  options.lookups.max_wait = absl::GetFlag(FLAGS_max_lookup_wait);
  const auto server = isnad::QueryServer::Start(options);
  if (!server.ok()) {
    return isnad::ReportStartFailure("isnad-query", server.status());
  }
  isnad::Log(isnad::LogLevel::kInfo, "server_started",
             {{"target", (*server)->runner().target()},
              {"database", options.store.path},
              {"revision", (*server)->store().Revisions().newest}});
  const int signal_number = stop_signals.Wait();
  isnad::Log(isnad::LogLevel::kInfo, "server_stopping",
             {{"signal", signal_number}});
  (*server)->Stop();
  isnad::Log(isnad::LogLevel::kInfo, "server_stopped");
  return EXIT_SUCCESS;
}
