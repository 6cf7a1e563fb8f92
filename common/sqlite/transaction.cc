#include "common/sqlite/transaction.h"

#include "common/status/status_macros.h"

namespace isnad {

absl::StatusOr<SqliteTransaction> SqliteTransaction::BeginWrite(
    SqliteDatabase& database) {
  RETURN_IF_ERROR(database.Execute("BEGIN IMMEDIATE"));
  return SqliteTransaction(database);
}

absl::StatusOr<SqliteTransaction> SqliteTransaction::BeginRead(
    SqliteDatabase& database) {
  RETURN_IF_ERROR(database.Execute("BEGIN"));
  return SqliteTransaction(database);
}

SqliteTransaction::SqliteTransaction(SqliteTransaction&& other) noexcept
    : database_(other.database_) {
  other.database_ = nullptr;
}

SqliteTransaction::~SqliteTransaction() { Rollback(); }

absl::Status SqliteTransaction::Commit() {
  if (database_ == nullptr) {
    return absl::FailedPreconditionError("the transaction has ended");
  }
  absl::Status status = database_->Execute("COMMIT");
  if (status.ok()) {
    database_ = nullptr;
  } else {
    Rollback();
  }
  return status;
}

void SqliteTransaction::Rollback() {
  if (database_ == nullptr) return;
  // Some errors (FULL, IOERR, NOMEM) have rolled it back already.
  if (sqlite3_get_autocommit(database_->handle()) == 0) {
    sqlite3_exec(database_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
  database_ = nullptr;
}

}  // namespace isnad
