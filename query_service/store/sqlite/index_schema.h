// The second file, "<database>-index": what can be made anew from the first.
// The indexer writes it behind the log, each transaction with the revision it
// has reached, so it never keeps an append waiting and a crash costs at most a
// repetition.
//
//   posting, recent_posting
//             entity -> the document versions that mention it
//             (posting_list.h)
//   name_key  (fold key, entity's id): who may have a name; checked against the
//             entity's version when it is read, which the id finds at once
//   redirect  (target's id, entity's id): who may redirect to an entity,
//             checked likewise
//   fact_posting, recent_fact_posting, document_time
//             the document versions that state facts of a type and tag, and
//             their publish times (fact_postings.h)
//   sketch_key (key, version): the document versions whose sketch has a key
//   search    full text of the folded words of each document version
//   state     one row: whose index this is, how far it has come
#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_INDEX_SCHEMA_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_INDEX_SCHEMA_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/sqlite/database.h"

namespace isnad {

// How far the index has come.
struct IndexState {
  // Every revision up to this one is in it.
  int64_t indexed = 0;
  // Everything replaced up to this revision is out of it.
  int64_t collected = 0;
};

// Path of the index of a database.
std::string IndexPath(const std::string& database_path);

absl::string_view IndexSchemaSql();

struct OpenedIndex {
  SqliteDatabase database;
  IndexState state;
};

// Opens the index of a store whose newest revision is `newest`. An index that
// is damaged, of another store, of another version, or ahead of its store is
// deleted and begun anew.
absl::StatusOr<OpenedIndex> OpenIndex(const std::string& path,
                                      const SqliteOptions& options,
                                      absl::string_view store_id,
                                      int64_t newest);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_INDEX_SCHEMA_H_
