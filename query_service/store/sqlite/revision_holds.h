#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_REVISION_HOLDS_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_REVISION_HOLDS_H_

#include <cstdint>
#include <memory>
#include <set>

#include "common/base/mutex.h"
#include "query_service/store/store.h"

namespace isnad {

// The revisions that somebody reads at length. Thread-safe.
class RevisionHolds {
 public:
  // Holds a revision as long as the result lives, which this must outlive.
  std::unique_ptr<RevisionHold> Add(int64_t revision);

  // The oldest that is held, INT64_MAX if none is.
  int64_t oldest() const;

 private:
  class Hold;

  mutable Mutex mutex_;
  std::multiset<int64_t> held_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_REVISION_HOLDS_H_
