// Which versions a document has had, by its id, in two tables of the main file:
//
//   document_id         (id, version)
//   recent_document_id  the same of ids met lately
//
// Ids come in no order, so each version that is appended would write a page of
// its own of a large table. It goes into the small one; from time to time the
// ids of one stretch of it move to the large one together, many to a page. All
// versions of an id in the small table are behind those in the large one.
#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_DOCUMENT_IDS_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_DOCUMENT_IDS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/sqlite/database.h"

namespace isnad {

// The newest version of the document ?2 up to ?1, whether or not it still
// holds.
inline constexpr char kDocumentVersionSql[] =
    "SELECT version FROM (SELECT version FROM main.recent_document_id WHERE "
    "id=?2 AND version<=?1 ORDER BY version DESC LIMIT 1) UNION ALL "
    "SELECT version FROM (SELECT version FROM main.document_id WHERE "
    "id=?2 AND version<=?1 ORDER BY version DESC LIMIT 1) LIMIT 1";

// The versions up to ?1 of all documents behind the id ?2, by id.
inline constexpr char kDocumentVersionsSql[] =
    "SELECT id, version FROM main.document_id WHERE id>?2 AND version<=?1 "
    "UNION ALL SELECT id, version FROM main.recent_document_id WHERE id>?2 AND "
    "version<=?1 ORDER BY id, version";

// Writes both tables, within the transactions of its caller. Not thread-safe.
class DocumentIdWriter {
 public:
  // Some hundred pages, of which a commit of a hundred documents writes most.
  static constexpr int64_t kMaxRecentRows = 16'384;
  // So that no append waits for long: some milliseconds.
  static constexpr int64_t kRowsMovedAtOnce = 1'024;

  // The database must outlive it.
  absl::Status Prepare(SqliteDatabase& database,
                       int64_t max_recent_rows = kMaxRecentRows,
                       int64_t rows_moved_at_once = kRowsMovedAtOnce);

  // Returns the newest version of a document, whether or not it still holds.
  absl::StatusOr<std::optional<int64_t>> FindNewest(absl::string_view id);

  // Adds a version that is behind all there are.
  absl::Status Add(absl::string_view id, int64_t version);

  // Forgets what it counted. Called after a rollback.
  void Forget() { recent_rows_.reset(); }

 private:
  absl::Status CountRecent();
  // Moves the next stretch.
  absl::Status MoveSome();
  // Returns the last id of the stretch behind `moved_to_`; "" if there is none.
  absl::StatusOr<std::string> FindEnd();

  int64_t max_recent_rows_ = 0;
  int64_t rows_moved_at_once_ = 0;
  SqliteStatement find_;
  SqliteStatement insert_;
  SqliteStatement count_;
  SqliteStatement find_end_;
  SqliteStatement copy_;
  SqliteStatement clear_;
  std::optional<int64_t> recent_rows_;
  // The next stretch to be moved begins behind this id.
  std::string moved_to_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_DOCUMENT_IDS_H_
