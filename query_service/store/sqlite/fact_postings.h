// Which document versions state facts with a tag, and when they were published:
//
//   fact_posting   key -> versions (posting_list.h)
//   document_time  version -> publish time, of versions that state any fact
//
// A key is 48 bits of the hash of a type and a tag, to keep rows short;
// what else falls on it by chance costs a look at a document and no more, since
// the facts themselves are compared.
#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_FACT_POSTINGS_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_FACT_POSTINGS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/sqlite/database.h"
#include "isnad/v1/document.pb.h"
#include "isnad/v1/fact.pb.h"
#include "query_service/store/sqlite/fact_codec.h"
#include "query_service/store/sqlite/index_entry.h"
#include "query_service/store/sqlite/posting_list.h"

namespace isnad {

// Writes both tables. Not thread-safe.
class FactPostings {
 public:
  // `main` is read, `index` is written; both must outlive it.
  absl::Status Prepare(SqliteDatabase& main, SqliteDatabase& index);

  // Adds a document version, within the transaction of the caller. What it is
  // found by is written by the next Flush.
  absl::Status Add(const IndexEntry& entry);

  // Writes what was added and removed since the last one.
  absl::Status Flush() { return postings_.Flush(); }

  // Forgets what was not written.
  void Forget() { postings_.Forget(); }

  // Takes it out again, as Add.
  absl::Status Remove(const IndexEntry& entry);

  // Sets the keys of the facts of `entry.version` as they are stored.
  absl::Status ReadKeys(const v1::Document& document, IndexEntry& entry);

 private:
  // Adds the keys of a serialized fact; false if it is malformed.
  bool AddKeysOf(FactKind kind, absl::string_view bytes,
                 const v1::Document& document, IndexEntry& entry);

  PostingWriter postings_;
  // What the last fact of each type was parsed into: the next one finds its
  // memory there.
  v1::Decision decision_;
  v1::Figure figure_;
  v1::Statement statement_;
  v1::Relation relation_;
  SqliteStatement read_blocks_;
  SqliteStatement insert_time_;
  SqliteStatement delete_time_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_FACT_POSTINGS_H_
