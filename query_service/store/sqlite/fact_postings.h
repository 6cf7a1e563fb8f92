// Which document versions state facts with a tag, and when they were published:
//
//   fact_posting   (key, version)
//   document_time  version -> publish time, of versions that state any fact
//
// A key is 48 bits of the hash of a type and a tag, to keep rows short;
// what else falls on it by chance costs a look at a document and no more, since
// the facts themselves are compared.
#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_FACT_POSTINGS_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_FACT_POSTINGS_H_

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/sqlite/database.h"
#include "isnad/v1/document.pb.h"
#include "query_service/store/fact_scan.h"

namespace isnad {

// `document_time.time` of a version without a publish time; others are in
// microseconds since 1970, UTC.
inline constexpr int64_t kNoPublishTime = std::numeric_limits<int64_t>::min();

// Key of all facts of a type.
int64_t FactPostingKey(FactType type);
// Key of those with a value.
int64_t FactPostingKey(FactType type, const FactTag& tag);

// Writes both tables. Not thread-safe.
class FactPostings {
 public:
  // `main` is read, `index` is written; both must outlive it.
  absl::Status Prepare(SqliteDatabase& main, SqliteDatabase& index);

  // Adds a document version with this header, within the transaction of the
  // caller. What it is found by is written by the next Flush.
  absl::Status Add(int64_t version, const v1::Document& document);

  // Writes what was added since the last one, in the order of the table: the
  // postings of many versions touch each page once.
  absl::Status Flush();

  // Forgets what was added and not written.
  void Forget() { added_.clear(); }

  // Takes it out again; its facts must still be there.
  absl::Status Remove(int64_t version, const v1::Document& document);

 private:
  struct Postings {
    // Without repetition.
    std::vector<int64_t> keys;
    int64_t time = kNoPublishTime;
  };

  absl::StatusOr<Postings> Collect(int64_t version,
                                   const v1::Document& document);

  // Key and version.
  std::vector<std::pair<int64_t, int64_t>> added_;
  SqliteStatement read_blocks_;
  SqliteStatement insert_posting_;
  SqliteStatement delete_posting_;
  SqliteStatement insert_time_;
  SqliteStatement delete_time_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_FACT_POSTINGS_H_
