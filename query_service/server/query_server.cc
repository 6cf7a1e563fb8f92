#include "query_service/server/query_server.h"

#include <utility>

#include "common/status/status_macros.h"

namespace isnad {

QueryServer::QueryServer(std::unique_ptr<Store> store,
                         const LookupLimits& lookups)
    : store_(std::move(store)),
      records_(*store_),
      queries_(*store_, lookups),
      admin_(*store_),
      watch_(*store_) {}

absl::StatusOr<std::unique_ptr<QueryServer>> QueryServer::Start(
    const Options& options) {
  ASSIGN_OR_RETURN(std::unique_ptr<Store> store,
                   SqliteStore::Open(options.store));
  auto server = std::unique_ptr<QueryServer>(
      new QueryServer(std::move(store), options.lookups));
  ServerOptions serving = options.server;
  serving.health_services = {v1::QueryService::service_full_name(),
                             v1::RecordService::service_full_name(),
                             v1::AdminService::service_full_name(),
                             v1::WatchService::service_full_name()};
  serving.on_drain = [records = &server->records_, watch = &server->watch_,
                      admin = &server->admin_, also = options.server.on_drain] {
    records->Drain();
    watch->Drain();
    admin->Drain();
    if (also) also();
  };
  ASSIGN_OR_RETURN(
      server->runner_,
      ServerRunner::Start(serving, {&server->queries_, &server->records_,
                                    &server->admin_, &server->watch_}));
  return server;
}

QueryServer::~QueryServer() { Stop(); }

void QueryServer::Stop() {
  if (runner_ != nullptr) runner_->Stop();
}

}  // namespace isnad
