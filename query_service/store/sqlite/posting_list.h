// Lists of document versions by key, in tables of the index:
//
//   (key, first) -> more
//
// A row is a chunk of the list of `key`: the version `first`, and in `more` the
// versions behind it, each as the varint of its distance from the one before.
// Chunks of a list do not overlap. A common key has one row for each piece of
// work of the indexer rather than one for each version, and is written so much
// faster.
//
// Beside such a table there is a small one, `recent_` and its name, of the same
// form, which holds the versions behind all that the large one holds: the lists
// of one piece lie all over the large table, whose pages would be written anew
// for each piece. Once it holds kMaxRecentRows, all of it is moved.
#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_POSTING_LIST_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_POSTING_LIST_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/sqlite/database.h"
#include "query_service/store/sqlite/reader_pool.h"

namespace isnad {

// Writes one such table, within the transactions of its caller. Not
// thread-safe.
class PostingWriter {
 public:
  // Some hundred kilobytes.
  static constexpr int64_t kMaxRecentRows = 16'384;

  explicit PostingWriter(int64_t max_recent_rows = kMaxRecentRows)
      : max_recent_rows_(max_recent_rows) {}

  // `table` is `posting` or `fact_posting` of `index`, which must outlive it.
  absl::Status Prepare(absl::string_view table, SqliteDatabase& index);

  // Adds a version to a list, or takes one out, at the next Flush. Versions are
  // added behind all that the list holds.
  void Add(int64_t key, int64_t version) { added_.emplace_back(key, version); }
  void Remove(int64_t key, int64_t version) {
    removed_.emplace_back(key, version);
  }

  // Writes what was added and removed since the last one, in the order of the
  // table: each page is touched once.
  absl::Status Flush();

  // Forgets what was not written.
  void Forget();

 private:
  // Key and version.
  using Postings = std::vector<std::pair<int64_t, int64_t>>;
  using Place = Postings::const_iterator;

  // Statements of one of the two tables.
  struct Table {
    SqliteStatement insert;
    SqliteStatement erase;
  };

  absl::Status PrepareTable(absl::string_view name, SqliteDatabase& index,
                            Table& table);
  // Writes `added_`, which is in order, as rows of at most kMaxChunk versions.
  absl::Status InsertAdded(Table& table);
  static absl::Status Insert(int64_t key, const std::vector<int64_t>& versions,
                             Table& table);
  // Takes all rows out of the small table, into `added_`.
  absl::Status TakeRecent();
  // Takes out those of the chunk that may hold `from`, up to `end` at most;
  // returns how far it came.
  absl::StatusOr<Place> RemoveFromChunk(Place from, Place end);

  const int64_t max_recent_rows_;
  Postings added_;
  Postings removed_;
  Table large_;
  Table recent_;
  SqliteStatement find_;
  SqliteStatement count_recent_;
  SqliteStatement read_recent_;
  SqliteStatement clear_recent_;
};

// Which of the tables a list is in.
enum class PostingTable { kMentions, kFacts };

// Reads the list of one key. Remembers the chunk it was last in, so that
// walking along costs a statement for each chunk and not for each version. Not
// thread-safe.
class PostingList {
 public:
  // `connection` must outlive it, and keep its snapshot.
  PostingList(ReadConnection& connection, PostingTable table, int64_t key)
      : connection_(&connection), table_(table), key_(key) {}

  using Version = absl::StatusOr<std::optional<int64_t>>;

  // Returns the first version from `version` on, or the last one up to it.
  Version FirstFrom(int64_t version);
  Version LastUpTo(int64_t version);

 private:
  // Loads the chunk with the greatest `first` up to `version`, or with the
  // least one from `version` on; false if there is none.
  absl::StatusOr<bool> LoadUpTo(int64_t version);
  absl::StatusOr<bool> LoadFrom(int64_t version);
  absl::StatusOr<bool> Load(ReadQuery chunk, int64_t version);

  ReadConnection* connection_;
  PostingTable table_;
  int64_t key_;
  // Of the chunk; empty if none is loaded.
  std::vector<int64_t> versions_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_POSTING_LIST_H_
