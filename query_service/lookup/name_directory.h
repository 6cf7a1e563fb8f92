#ifndef ISNAD_QUERY_SERVICE_LOOKUP_NAME_DIRECTORY_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_NAME_DIRECTORY_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/base/mutex.h"
#include "query_service/lookup/name_segment.h"
#include "query_service/store/revision_signal.h"
#include "query_service/store/store.h"

namespace isnad {

// The names of a store's entities at one revision. Immutable, thread-safe.
struct NameSnapshot {
  // 0 until all names have been read once.
  int64_t revision = 0;
  std::vector<std::shared_ptr<const NameSegment>> segments;

  // Returns up to `limit` entities, best first, ties by id, each once. An
  // entity may have changed since, and a name no longer be its own.
  std::vector<NameHit> Match(absl::string_view query, size_t limit) const;
};

// Finds entities by names in any script and spelling. A thread of its own reads
// all names once, and then follows the store's revisions: what a revision
// changed becomes a segment, and segments of like size are joined, so that a
// name is indexed again a logarithmic number of times. It lags the newest
// revision by moments, or by the time it takes to join segments; it goes on
// slowly while every core is occupied, and lets calls go first. Readers take a
// snapshot and hold nobody up. Thread-safe.
class NameDirectory {
 public:
  struct Options {
    // Names beyond these are found by their fold key only. At 120 bytes a name,
    // half a gigabyte, of the disk if there is a folder.
    size_t max_names = 4'000'000;
    // A segment gets no larger by joining, which bounds the memory that it
    // takes to make one: some 80 MB.
    size_t max_segment_names = 250'000;
    // Where large segments are kept; empty: in memory.
    std::string folder;
    // Between two updates.
    absl::Duration pause = absl::Milliseconds(50);
  };

  // `store` must outlive it.
  explicit NameDirectory(Store& store) : NameDirectory(store, Options()) {}
  NameDirectory(Store& store, Options options);

  // Stops the thread.
  ~NameDirectory();

  std::shared_ptr<const NameSnapshot> Snapshot() const;

 private:
  void Run();

  // Brings the snapshot up to the newest readable revision.
  absl::Status Update();
  absl::Status AddAll(
      StoreReader& reader,
      std::vector<std::shared_ptr<const NameSegment>>& segments) const;
  // Joins the last segments while they are of like size.
  absl::Status Join(
      StoreReader& reader,
      std::vector<std::shared_ptr<const NameSegment>>& segments) const;
  void Publish(NameSnapshot snapshot);

  Store& store_;
  const Options options_;
  RevisionSignal signal_{store_};

  mutable Mutex mutex_;
  std::shared_ptr<const NameSnapshot> snapshot_ ABSL_GUARDED_BY(mutex_);

  std::thread thread_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_NAME_DIRECTORY_H_
