#include "query_service/store/sqlite/state_row.h"

#include "common/sqlite/sqlite_status.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

absl::Status RowMissing() {
  return SqliteStatus(SQLITE_CORRUPT, "table state has no row", "state");
}

}  // namespace

absl::StatusOr<StateRow> ReadStateRow(SqliteDatabase& database) {
  ASSIGN_OR_RETURN(
      SqliteStatement query,
      database.Prepare("SELECT newest, oldest, next_entity, documents, "
                       "entities, mentions, quantities FROM state"));
  ASSIGN_OR_RETURN(const bool found, query.Step());
  if (!found) return RowMissing();
  StateRow state;
  state.newest = query.Int64(0);
  state.oldest = query.Int64(1);
  state.next_entity = query.Int64(2);
  state.documents = query.Int64(3);
  state.entities = query.Int64(4);
  state.mentions = query.Int64(5);
  state.quantities = query.Int64(6);
  return state;
}

absl::StatusOr<StoreSecrets> ReadStoreSecrets(SqliteDatabase& database) {
  ASSIGN_OR_RETURN(SqliteStatement query,
                   database.Prepare("SELECT store_id, token_key FROM state"));
  ASSIGN_OR_RETURN(const bool found, query.Step());
  if (!found) return RowMissing();
  StoreSecrets secrets;
  secrets.store_id = std::string(query.Blob(0));
  secrets.token_key = std::string(query.Blob(1));
  return secrets;
}

absl::StatusOr<SqliteStatement> PrepareWriteStateRow(SqliteDatabase& database) {
  return database.Prepare(
      "UPDATE state SET newest=?1, oldest=?2, next_entity=?3, documents=?4, "
      "entities=?5, mentions=?6, quantities=?7");
}

absl::Status WriteStateRow(const StateRow& state, SqliteStatement& update) {
  update.BindInt64(1, state.newest);
  update.BindInt64(2, state.oldest);
  update.BindInt64(3, state.next_entity);
  update.BindInt64(4, state.documents);
  update.BindInt64(5, state.entities);
  update.BindInt64(6, state.mentions);
  update.BindInt64(7, state.quantities);
  return update.Run();
}

}  // namespace isnad
