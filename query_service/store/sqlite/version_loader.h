#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_VERSION_LOADER_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_VERSION_LOADER_H_

#include <string>
#include <thread>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/base/mutex.h"
#include "common/sqlite/database.h"
#include "common/sqlite/statement.h"
#include "query_service/store/sqlite/version_file.h"

namespace isnad {

// A thread that fills version files with what is in the tables: at the start,
// and again some time after one was given up. It lets calls go first. What
// comes later is added by the indexer. Thread-safe.
class VersionLoader {
 public:
  struct Options {
    // The store's main file.
    std::string path;
    // Between two looks at whether there is a file.
    absl::Duration pause = absl::Minutes(1);
  };

  // Begins `files`, which must outlive it, before it returns: whoever adds
  // versions from then on leaves none out.
  VersionLoader(Options options, VersionFiles& files);
  // Stops.
  ~VersionLoader();

  // Ends the thread.
  void Stop();

 private:
  void Run();
  // Fills a file with what `load` reads, unless that has been done.
  using Load = absl::Status (VersionLoader::*)(SqliteDatabase&);
  void Fill(VersionFile& file, Load load, bool& filled);
  absl::Status LoadEntities(SqliteDatabase& database);
  absl::Status LoadDocuments(SqliteDatabase& database);
  // Calls `put` with each row of a query that gives some from ?1, an id, and
  // ?2, a version, on: ?3 of them, by id and version, which are its first
  // columns. An error if `file` was given up or the thread is to end.
  absl::Status LoadRows(
      absl::string_view event, const VersionFile& file, SqliteStatement& query,
      absl::FunctionRef<void(const SqliteStatement& row)> put);
  // Returns false if the thread is to end.
  bool Pause();
  bool IsStopped() const;

  const Options options_;
  VersionFiles& files_;

  mutable Mutex mutex_;
  CondVar stop_;
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;

  std::thread thread_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_VERSION_LOADER_H_
