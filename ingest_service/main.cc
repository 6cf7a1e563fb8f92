// The ingest service.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/flags/flag.h"
#include "common/log/log.h"
#include "common/rpc/channel.h"
#include "common/rpc/service_flags.h"
#include "common/rpc/stop_signals.h"
#include "ingest_service/pipeline/analyzer.h"
#include "ingest_service/server/ingest_server.h"

ABSL_FLAG(std::string, address, "127.0.0.1:7701",
          "Where calls are taken: host:port or unix:path.");
ABSL_FLAG(std::string, query, "127.0.0.1:7702",
          "The query service: host:port or unix:path.");
ABSL_FLAG(std::string, outbox, "isnad-outbox.db",
          "File in which documents wait for the query service.");
ABSL_FLAG(int64_t, outbox_max_records, 100'000,
          "Records that may wait; beyond it documents are refused.");
ABSL_FLAG(int64_t, outbox_max_bytes, int64_t{1} << 30,
          "Bytes that may wait; beyond it documents are refused, unread.");
ABSL_FLAG(int64_t, max_document_bytes, int64_t{16} << 20, "Largest document.");
ABSL_FLAG(std::string, catalog, "",
          "Folder of *.textproto files with entities besides the built-in "
          "ones, or a file of `isnad compile-catalog`; empty: none.");
ABSL_FLAG(std::string, lexicon, "",
          "Folder of *.textproto files with words besides the built-in ones; "
          "empty: none.");
ABSL_FLAG(double, reanalyze_documents_per_second, 100,
          "How many stored documents are read anew in a second at most.");
ABSL_FLAG(int, workers, 0,
          "Threads that read documents; 0: one for each core.");

int main(int argc, char** argv) {
  isnad::StopSignals stop_signals;
  isnad::ParseServiceFlags(argc, argv,
                           "isnad-ingest: reads Arabic documents and streams "
                           "what they say to the query service.");
  isnad::Analyzer::Options analyzer_options;
  analyzer_options.decode.max_source_bytes =
      absl::GetFlag(FLAGS_max_document_bytes);
  analyzer_options.catalog_dir = absl::GetFlag(FLAGS_catalog);
  analyzer_options.lexicon_dir = absl::GetFlag(FLAGS_lexicon);
  const auto analyzer = isnad::Analyzer::Create(analyzer_options);
  if (!analyzer.ok()) {
    return isnad::ReportStartFailure("isnad-ingest", analyzer.status());
  }
  isnad::IngestServer::Options options;
  options.server = isnad::ServerOptionsFromFlags(absl::GetFlag(FLAGS_address));
  options.ingest.max_document_bytes = absl::GetFlag(FLAGS_max_document_bytes);
  options.outbox.path = absl::GetFlag(FLAGS_outbox);
  options.outbox.max_records = absl::GetFlag(FLAGS_outbox_max_records);
  options.outbox.max_bytes = absl::GetFlag(FLAGS_outbox_max_bytes);
  options.reanalysis.max_documents_per_second =
      absl::GetFlag(FLAGS_reanalyze_documents_per_second);
  options.workers = absl::GetFlag(FLAGS_workers);
  auto server = isnad::IngestServer::Start(
      options, **analyzer, isnad::MakeChannel(absl::GetFlag(FLAGS_query)));
  if (!server.ok()) {
    return isnad::ReportStartFailure("isnad-ingest", server.status());
  }
  isnad::Log(isnad::LogLevel::kInfo, "server_started",
             {{"service", "isnad-ingest"},
              {"target", (*server)->runner().target()},
              {"query", absl::GetFlag(FLAGS_query)}});
  const int signal_number = stop_signals.Wait();
  isnad::Log(isnad::LogLevel::kInfo, "server_stopping",
             {{"service", "isnad-ingest"}, {"signal", signal_number}});
  (*server)->Stop();
  return EXIT_SUCCESS;
}
