#ifndef ISNAD_INGEST_SERVICE_SERVER_INGEST_SERVER_H_
#define ISNAD_INGEST_SERVICE_SERVER_INGEST_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/base/clock.h"
#include "common/rpc/server_runner.h"
#include "grpcpp/channel.h"
#include "ingest_service/outbox/outbox.h"
#include "ingest_service/outbox/sender.h"
#include "ingest_service/pipeline/analyzer.h"
#include "ingest_service/reanalysis/reanalyzer.h"
#include "ingest_service/server/ingest_handlers.h"
#include "ingest_service/server/ingestor.h"
#include "ingest_service/server/work_pool.h"

namespace isnad {

// The whole ingest service: analyzer, outbox, sender and server.
//
//   ASSIGN_OR_RETURN(auto server, IngestServer::Start(options, *analyzer,
//                                                     query_channel));
//   stop_signals.Wait();
//   server->Stop();
class IngestServer {
 public:
  struct Options {
    ServerOptions server;
    Ingestor::Options ingest;
    Outbox::Options outbox;
    Sender::Options sender;
    Reanalyzer::Options reanalysis;
    // Threads that read documents; 0: one for each core.
    int workers = 0;
  };

  // Opens the outbox, announces the catalog if it has changed, and starts to
  // take and send documents. `analyzer` and `clock` must outlive the server.
  // Errors: as of Outbox::Open and ServerRunner::Start, and FIELD_INVALID for
  // options that contradict each other.
  static absl::StatusOr<std::unique_ptr<IngestServer>> Start(
      const Options& options, const Analyzer& analyzer,
      std::shared_ptr<grpc::Channel> query_channel,
      const Clock& clock = SystemClock());

  // Stops.
  ~IngestServer();
  IngestServer(const IngestServer&) = delete;
  IngestServer& operator=(const IngestServer&) = delete;

  // Ends the calls under way, then reanalysis and the sender, then closes the
  // outbox. What is acknowledged and not yet sent goes out after the next
  // start.
  void Stop();

  ServerRunner& runner() { return *runner_; }
  const Outbox& outbox() const { return *outbox_; }
  const Sender& sender() const { return *sender_; }

 private:
  IngestServer() = default;

  // In the order of their making; each uses those before it.
  std::unique_ptr<Outbox> outbox_;
  std::unique_ptr<Sender> sender_;
  std::unique_ptr<Ingestor> ingestor_;
  std::unique_ptr<WorkPool> pool_;
  std::unique_ptr<Reanalyzer> reanalyzer_;
  std::unique_ptr<IngestHandlers> handlers_;
  std::unique_ptr<ServerRunner> runner_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_SERVER_INGEST_SERVER_H_
