#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_COLLECTOR_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_COLLECTOR_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "common/sqlite/database.h"
#include "query_service/store/sqlite/schema.h"

namespace isnad {

// A version that nobody can read any more.
struct SupersededVersion {
  // The revision that replaced it.
  int64_t revision = 0;
  SupersededKind kind = SupersededKind::kDocument;
  // Of an entity; 0 for a document.
  int64_t number = 0;
  int64_t version = 0;
};

// Returns up to `limit` versions that were replaced in (above, up_to], oldest
// first.
absl::StatusOr<std::vector<SupersededVersion>> ReadSuperseded(
    SqliteDatabase& database, int64_t above, int64_t up_to, int limit);

// Deletes versions from the main file, within the transaction of its caller.
absl::Status DeleteSuperseded(SqliteDatabase& database,
                              const std::vector<SupersededVersion>& versions);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_COLLECTOR_H_
