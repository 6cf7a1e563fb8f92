#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_INDEXER_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_INDEXER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <thread>

#include "absl/status/status.h"
#include "common/base/mutex.h"
#include "query_service/store/sqlite/index_writer.h"
#include "query_service/store/sqlite/store_progress.h"

namespace isnad {

// The thread that keeps the index right behind the log, and between times takes
// out what fell behind the retention window and joins the pieces of the full
// text. Thread-safe.
class Indexer {
 public:
  // After a pause this many versions are indexed at once: they may be the only
  // ones. More are a stream's, whose first piece would take time from it.
  static constexpr int64_t kMostAlone = 64;

  struct Options {
    // Superseded versions are kept for this many revisions.
    int64_t retention_revisions = 10'000;
    // Returns the oldest revision that must be kept whatever the retention.
    std::function<int64_t()> oldest_held;
    // Whether a call waits for a revision that may not be indexed yet.
    std::function<bool()> is_awaited;
    // Called after the index moved on.
    std::function<void()> on_indexed;
    // Called with a revision up to which the main file may delete what was
    // replaced.
    std::function<void(int64_t)> on_collectable;
  };

  // `progress` must outlive it.
  Indexer(std::unique_ptr<IndexWriter> index, StoreProgress& progress,
          Options options);
  // Stops.
  ~Indexer();

  // Ends the thread; revisions not yet indexed are indexed at the next start.
  void Stop();

  // Tells that there are new revisions, or that a call waits for one.
  void Notify();

 private:
  void Run();
  // While appends follow one another, lets them go first for a while, a short
  // one if a call waits: a larger piece costs less for each version.
  void LetAppendsPass();
  // Does one piece of work; sets `pause` to how long there is none after it.
  absl::Status Work(absl::Duration& pause);
  absl::Status Collect(bool& did);
  // Waits for a notification; returns false if the thread is to stop.
  bool WaitForWork(absl::Duration at_most);

  const std::unique_ptr<IndexWriter> index_;
  // Whether the last piece of work was to index.
  bool indexed_last_ = false;
  // When and how long it last indexed.
  absl::Time last_indexed_ = absl::InfinitePast();
  absl::Duration last_took_;
  StoreProgress& progress_;
  const Options options_;

  Mutex mutex_;
  CondVar changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool notified_ ABSL_GUARDED_BY(mutex_) = false;

  std::thread thread_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_INDEXER_H_
