#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_FTS_RANK_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_FTS_RANK_H_

#include "absl/status/status.h"
#include "common/sqlite/database.h"

namespace isnad {

// Registers the FTS5 function `isnad_rank(table)`: how well a row matches, as
// the sum over the phrases of the query of
//
//   f * (k + 1) / (f + k * (1 - b + b * n / m)),
//
// with f the phrase's occurrences, n the row's words, k = 1.2, b = 0.75 (BM25's
// customary values) and m = 400, the length of a news item. Unlike bm25() it
// leaves out how rare a word is over all rows: every row that matches holds
// every phrase, and a score that depends on other rows would change from one
// page of a list to the next.
absl::Status RegisterFtsRank(SqliteDatabase& database);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_FTS_RANK_H_
