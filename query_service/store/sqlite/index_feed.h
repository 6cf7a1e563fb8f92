#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_INDEX_FEED_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_INDEX_FEED_H_

#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "common/base/mutex.h"
#include "query_service/store/sqlite/index_entry.h"

namespace isnad {

// Hands what the index needs of a committed document version from the writer,
// which has it in memory, to the indexer, which would have to read it from the
// file and parse its facts anew. It may lack versions, never one between two
// that it has: after one that finds no room it takes none until all that it
// holds were indexed. Thread-safe.
class IndexFeed {
 public:
  static constexpr int64_t kMaxBytes = 8 << 20;

  explicit IndexFeed(int64_t max_bytes = kMaxBytes) : max_bytes_(max_bytes) {}

  // Adds a document version. Versions come in rising order, each before anybody
  // is told that there is such a revision.
  void Add(IndexEntry entry);

  // Returns the document versions of (from, to], in order, if those behind
  // `from` are here; lowers `to` to the last revision up to which they all are.
  // They live until they are forgotten.
  std::optional<std::vector<const IndexEntry*>> Find(int64_t from,
                                                     int64_t& to) const;

  // Forgets the versions up to `version`, which were indexed.
  void Forget(int64_t version);

 private:
  static constexpr int64_t kNone = std::numeric_limits<int64_t>::max();

  const int64_t max_bytes_;
  mutable Mutex mutex_;
  // Every document version of (begin_, end_]; `end_` is kNone while nothing
  // was refused.
  std::deque<std::unique_ptr<const IndexEntry>> entries_
      ABSL_GUARDED_BY(mutex_);
  int64_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t begin_ ABSL_GUARDED_BY(mutex_) = kNone;
  int64_t end_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_INDEX_FEED_H_
