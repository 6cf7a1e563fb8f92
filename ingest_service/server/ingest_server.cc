#include "ingest_service/server/ingest_server.h"

#include <algorithm>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/log/log.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "ingest_service/catalog/catalog.h"
#include "ingest_service/pipeline/catalog_records.h"

namespace isnad {
namespace {

// Entities in one record of a catalog's announcement.
constexpr int kCatalogBatchSize = 200;

int WorkersOf(const IngestServer::Options& options) {
  if (options.workers > 0) return options.workers;
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

absl::Status CheckOptions(const IngestServer::Options& options) {
  if (options.ingest.max_document_bytes < 1) {
    return FieldError("max_document_bytes",
                      absl::StrCat("got ", options.ingest.max_document_bytes,
                                   ", want at least 1"));
  }
  // Else a document within the limit could never be taken.
  if (options.outbox.max_bytes < options.ingest.max_record_bytes) {
    return FieldError(
        "outbox_max_bytes",
        absl::StrCat("got ", options.outbox.max_bytes, ", want at least ",
                     options.ingest.max_record_bytes,
                     ", the size of the largest record"));
  }
  if (options.reanalysis.max_documents_per_second <= 0) {
    return FieldError(
        "reanalyze_documents_per_second",
        absl::StrCat("got ", options.reanalysis.max_documents_per_second,
                     ", want more than 0"));
  }
  if (options.outbox.max_records < 1) {
    return FieldError(
        "outbox_max_records",
        absl::StrCat("got ", options.outbox.max_records, ", want at least 1"));
  }
  return absl::OkStatus();
}

absl::Status AnnounceCatalog(const Analyzer& analyzer, Outbox& outbox) {
  const std::string& version = analyzer.catalog_version();
  if (version == outbox.identity().catalog_version) return absl::OkStatus();
  RETURN_IF_ERROR(outbox.AnnounceCatalog(
      version, MakeCatalogRecords(analyzer.catalog(), kCatalogBatchSize)));
  Log(LogLevel::kInfo, "catalog_announced",
      {{"version", version},
       {"entities", static_cast<int64_t>(analyzer.catalog().size())}});
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<IngestServer>> IngestServer::Start(
    const Options& options, const Analyzer& analyzer,
    std::shared_ptr<grpc::Channel> query_channel, const Clock& clock) {
  RETURN_IF_ERROR(CheckOptions(options));
  std::unique_ptr<IngestServer> server(new IngestServer);
  ASSIGN_OR_RETURN(server->outbox_, Outbox::Open(options.outbox));
  RETURN_IF_ERROR(AnnounceCatalog(analyzer, *server->outbox_));
  server->ingestor_ =
      std::make_unique<Ingestor>(analyzer, *server->outbox_, options.ingest);
  const int workers = WorkersOf(options);
  server->pool_ = std::make_unique<WorkPool>(workers, 2 * workers);
  Reanalyzer::Options reanalysis = options.reanalysis;
  reanalysis.is_busy = [pool = server->pool_.get()] {
    return pool->HasQueued();
  };
  server->reanalyzer_ = std::make_unique<Reanalyzer>(
      *server->outbox_, query_channel,
      [ingestor = server->ingestor_.get()](v1::IngestDocumentRequest request) {
        return ingestor->Read(std::move(request));
      },
      std::move(reanalysis));
  server->handlers_ = std::make_unique<IngestHandlers>(
      *server->ingestor_, *server->reanalyzer_, *server->pool_, clock);
  ServerOptions server_options = options.server;
  server_options.health_services = {v1::IngestService::service_full_name()};
  server_options.on_drain = [handlers = server->handlers_.get()] {
    handlers->Drain();
  };
  ASSIGN_OR_RETURN(
      server->runner_,
      ServerRunner::Start(server_options, {server->handlers_.get()}));
  // A halted sender never goes on by itself: documents would wait for ever.
  Sender::Options sender_options = options.sender;
  sender_options.on_state = [runner = server->runner_.get(),
                             also = options.sender.on_state](SenderState s) {
    runner->SetServing(s != SenderState::kHalted);
    if (also) also(s);
  };
  server->sender_ = std::make_unique<Sender>(
      *server->outbox_, std::move(query_channel), sender_options, clock);
  return server;
}

IngestServer::~IngestServer() { Stop(); }

void IngestServer::Stop() {
  if (runner_ != nullptr) runner_->Stop();
  if (reanalyzer_ != nullptr) reanalyzer_->Stop();
  // Every call has ended, so no job is left.
  pool_.reset();
  if (sender_ != nullptr) sender_->Stop();
  if (outbox_ != nullptr) outbox_->Close();
}

}  // namespace isnad
