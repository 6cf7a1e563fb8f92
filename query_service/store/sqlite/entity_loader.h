#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_ENTITY_LOADER_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_ENTITY_LOADER_H_

#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/base/mutex.h"
#include "query_service/store/sqlite/entity_file.h"

namespace isnad {

// A thread that fills an entity file with what is in the tables: at the start,
// and again some time after the file was given up. It lets calls go first.
// What comes later is added by the indexer. Thread-safe.
class EntityLoader {
 public:
  struct Options {
    // The store's main file.
    std::string path;
    // Between two looks at whether there is a file.
    absl::Duration pause = absl::Minutes(1);
  };

  // Begins `file`, which must outlive it, before it returns: whoever adds
  // versions from then on leaves none out.
  EntityLoader(Options options, EntityFile& file);
  // Stops.
  ~EntityLoader();

  // Ends the thread.
  void Stop();

 private:
  void Run();
  absl::Status Fill();
  // Returns false if the thread is to end.
  bool Pause();
  bool IsStopped() const;

  const Options options_;
  EntityFile& file_;

  mutable Mutex mutex_;
  CondVar stop_;
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;

  std::thread thread_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_ENTITY_LOADER_H_
