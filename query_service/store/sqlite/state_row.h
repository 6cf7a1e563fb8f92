#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_STATE_ROW_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_STATE_ROW_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "common/sqlite/database.h"

namespace isnad {

// The one row of table `state`, as far as it changes.
struct StateRow {
  int64_t newest = 0;
  int64_t oldest = 0;
  int64_t next_entity = 1;
  int64_t documents = 0;
  int64_t entities = 0;
  int64_t mentions = 0;
  int64_t quantities = 0;
};

// The part that never changes.
struct StoreSecrets {
  std::string store_id;
  std::string token_key;
};

absl::StatusOr<StateRow> ReadStateRow(SqliteDatabase& database);
absl::StatusOr<StoreSecrets> ReadStoreSecrets(SqliteDatabase& database);

// Prepares the statement for `WriteStateRow`.
absl::StatusOr<SqliteStatement> PrepareWriteStateRow(SqliteDatabase& database);
absl::Status WriteStateRow(const StateRow& state, SqliteStatement& update);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_STATE_ROW_H_
