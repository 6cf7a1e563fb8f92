#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_FACT_CURSOR_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_FACT_CURSOR_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "query_service/store/fact_scan.h"
#include "query_service/store/sqlite/posting_list.h"
#include "query_service/store/sqlite/reader_pool.h"

namespace isnad {

// Walks the document versions that may hold the facts of a scan, in its order.
//
// By revision, the postings of all groups are walked side by side: each leaps
// to the first version that the others have not passed yet. By time, up to
// kMaxSorted versions are gathered like that and sorted; where there are more,
// which makes them no rarer than kMaxSorted among all, the documents are walked
// by time instead and looked up in the postings. Both give one order, so pages
// of a list may be made by either. Not thread-safe.
class FactCursor {
 public:
  // `connection` and `scan` must outlive it.
  FactCursor(ReadConnection& connection, FactType type, const FactScan& scan,
             int64_t revision);

  // Returns the next version, which may have been replaced; nothing at the end
  // or when the steps have run out.
  absl::StatusOr<std::optional<int64_t>> Next();

  // Where to go on if the steps ran out.
  std::optional<int64_t> stopped_at() const { return stopped_at_; }

 private:
  static constexpr size_t kMaxSorted = 2'048;

  using Version = absl::StatusOr<std::optional<int64_t>>;
  // Publish time and version.
  using TimedVersion = std::pair<int64_t, int64_t>;

  bool descending() const {
    return scan_.order == FactOrder::kRevisionDescending ||
           scan_.order == FactOrder::kTimeDescending;
  }
  bool by_time() const {
    return scan_.order == FactOrder::kTime ||
           scan_.order == FactOrder::kTimeDescending;
  }

  absl::Status Start();
  // Gathers and sorts; false if there are too many.
  absl::StatusOr<bool> Gather();
  // Returns the first version from `version` on, in the direction of the scan,
  // that is among the postings of every group.
  Version Seek(int64_t version);
  // The same for one group.
  Version SeekGroup(std::vector<PostingList>& group, int64_t version);
  Version NextByRevision();
  Version NextSorted();
  Version NextByTime();
  absl::StatusOr<bool> IsInEveryGroup(int64_t version);
  absl::StatusOr<int64_t> TimeOf(int64_t version);
  // Counts a step; false if none is left.
  bool Step();

  ReadConnection& connection_;
  const FactScan& scan_;
  const int64_t revision_;
  std::vector<std::vector<PostingList>> groups_;
  int64_t steps_left_ = 0;
  bool started_ = false;
  std::optional<int64_t> stopped_at_;

  // By revision: where to seek from, nothing past the end.
  std::optional<int64_t> from_;
  // By time, if they are few: what is left, the next one last.
  std::vector<TimedVersion> sorted_;
  bool is_sorted_ = false;
  // By time, if they are many: the place before the next one.
  TimedVersion before_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_FACT_CURSOR_H_
