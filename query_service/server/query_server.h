#ifndef ISNAD_QUERY_SERVICE_SERVER_QUERY_SERVER_H_
#define ISNAD_QUERY_SERVICE_SERVER_QUERY_SERVER_H_

#include <memory>

#include "absl/status/statusor.h"
#include "common/rpc/server_runner.h"
#include "query_service/admin/admin_service.h"
#include "query_service/append/record_service.h"
#include "query_service/lookup/query_service.h"
#include "query_service/store/sqlite/sqlite_store.h"
#include "query_service/watch/watch_service.h"

namespace isnad {

// The query service: a store with all that serves it. Thread-safe.
//
//   ASSIGN_OR_RETURN(auto server, QueryServer::Start(options));
//   ... server->runner().target() ...
//   server->Stop();
class QueryServer {
 public:
  struct Options {
    ServerOptions server;
    SqliteStore::Options store;
    LookupLimits lookups;
  };

  // Opens the store and starts to take calls. Errors: as `SqliteStore::Open`
  // and `ServerRunner::Start`.
  static absl::StatusOr<std::unique_ptr<QueryServer>> Start(
      const Options& options);

  // Stops.
  ~QueryServer();

  // Drains append streams, waits for calls under way, and closes the store.
  void Stop();

  ServerRunner& runner() { return *runner_; }
  Store& store() { return *store_; }

 private:
  QueryServer(std::unique_ptr<Store> store, const Options& options);

  const std::unique_ptr<Store> store_;
  RecordService records_;
  QueryService queries_;
  AdminService admin_;
  WatchService watch_;
  std::unique_ptr<ServerRunner> runner_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_SERVER_QUERY_SERVER_H_
