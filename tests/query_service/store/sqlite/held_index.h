#ifndef ISNAD_TESTS_QUERY_SERVICE_STORE_SQLITE_HELD_INDEX_H_
#define ISNAD_TESTS_QUERY_SERVICE_STORE_SQLITE_HELD_INDEX_H_

#include <filesystem>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "common/sqlite/database.h"
#include "common/status/status_macros.h"
#include "query_service/store/sqlite/index_schema.h"
#include "query_service/store/sqlite/state_row.h"

namespace isnad {

// Stops the time right after a store has thrown its index away: the index is
// empty, and nobody can write to it until this goes. Made while the store is
// closed.
class HeldIndex {
 public:
  static absl::StatusOr<HeldIndex> Make(const std::string& store_path) {
    const std::string path = IndexPath(store_path);
    std::filesystem::remove(path);
    {
      ASSIGN_OR_RETURN(SqliteDatabase main,
                       SqliteDatabase::Open(store_path, {}));
      ASSIGN_OR_RETURN(const StoreSecrets secrets, ReadStoreSecrets(main));
      ASSIGN_OR_RETURN(const StateRow state, ReadStateRow(main));
      RETURN_IF_ERROR(
          OpenIndex(path, {}, secrets.store_id, state.newest).status());
    }
    ASSIGN_OR_RETURN(SqliteDatabase index, SqliteDatabase::Open(path, {}));
    RETURN_IF_ERROR(index.Execute("BEGIN IMMEDIATE"));
    return HeldIndex(std::move(index));
  }

 private:
  explicit HeldIndex(SqliteDatabase index) : index_(std::move(index)) {}

  // In a transaction that ends with the connection.
  SqliteDatabase index_;
};

}  // namespace isnad

#endif  // ISNAD_TESTS_QUERY_SERVICE_STORE_SQLITE_HELD_INDEX_H_
