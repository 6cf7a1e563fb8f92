#include "query_service/server/query_server.h"

#include <string>
#include <utility>

#include "common/base/file.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

// Large segments of names are kept on the disk of the store.
NameDirectory::Options NamesBeside(const std::string& database) {
  NameDirectory::Options options;
  options.folder = FolderOf(database);
  return options;
}

}  // namespace

QueryServer::QueryServer(std::unique_ptr<Store> store, const Options& options)
    : store_(std::move(store)),
      records_(*store_),
      queries_(*store_, options.lookups, NamesBeside(options.store.path)),
      admin_(*store_),
      watch_(*store_) {}

absl::StatusOr<std::unique_ptr<QueryServer>> QueryServer::Start(
    const Options& options) {
  ASSIGN_OR_RETURN(std::unique_ptr<Store> store,
                   SqliteStore::Open(options.store));
  auto server =
      std::unique_ptr<QueryServer>(new QueryServer(std::move(store), options));
  ServerOptions serving = options.server;
  serving.health_services = {v1::QueryService::service_full_name(),
                             v1::RecordService::service_full_name(),
                             v1::AdminService::service_full_name(),
                             v1::WatchService::service_full_name()};
  serving.bytes_services = {v1::QueryService::service_full_name()};
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
