#ifndef ISNAD_QUERY_SERVICE_WATCH_CHANGE_FEED_H_
#define ISNAD_QUERY_SERVICE_WATCH_CHANGE_FEED_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "common/base/mutex.h"
#include "isnad/v1/watch_service.pb.h"
#include "query_service/store/revision_signal.h"
#include "query_service/store/store.h"

namespace isnad {

// What one revision changed.
struct RevisionChanges {
  int64_t revision = 0;
  std::vector<v1::FactChange> changes;
  // Bytes of the changes, serialized.
  int64_t size_bytes = 0;
};

// Gives what revisions changed to all who watch, and wakes them when more
// comes. The newest revisions are kept for a while, so that however many watch
// a revision it is read from the store about once. Thread-safe.
class ChangeFeed {
 public:
  // Revisions kept, at most so many and so many bytes of changes.
  static constexpr size_t kMaxRevisions = 1'024;
  static constexpr int64_t kMaxBytes = 32 << 20;

  // `store` must outlive it.
  explicit ChangeFeed(Store& store);

  // Stops the thread. Nobody is woken any more.
  ~ChangeFeed();

  // The newest revision that can be read.
  int64_t Newest() const { return store_.Revisions().readable(); }

  // Returns the changes of a revision from the store or from what is kept.
  // REVISION_COMPACTED, REVISION_NOT_REACHED, STORE_BUSY, STORE_DAMAGED.
  absl::StatusOr<std::shared_ptr<const RevisionChanges>> Get(int64_t revision);

  // Calls `wake` once, soon after a revision above `revision` can be read,
  // from the feed's thread; never before it returns to a caller that holds a
  // lock which `wake` takes.
  void WakeAbove(int64_t revision, std::function<void()> wake);

 private:
  void Run();
  void WakeWaiting(int64_t newest);
  void Keep(std::shared_ptr<const RevisionChanges> changes);

  Store& store_;
  RevisionSignal signal_{store_};

  Mutex mutex_;
  std::map<int64_t, std::shared_ptr<const RevisionChanges>> kept_
      ABSL_GUARDED_BY(mutex_);
  int64_t kept_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  std::multimap<int64_t, std::function<void()>> waiting_
      ABSL_GUARDED_BY(mutex_);

  std::thread thread_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_WATCH_CHANGE_FEED_H_
