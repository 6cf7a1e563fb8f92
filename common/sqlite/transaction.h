#ifndef ISNAD_COMMON_SQLITE_TRANSACTION_H_
#define ISNAD_COMMON_SQLITE_TRANSACTION_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/sqlite/database.h"

namespace isnad {

// A transaction, rolled back at the end of its scope unless it was committed.
// The database must outlive it. Not thread-safe.
//
//   ASSIGN_OR_RETURN(SqliteTransaction transaction,
//                    SqliteTransaction::BeginWrite(db));
//   RETURN_IF_ERROR(insert.Run());
//   return transaction.Commit();
class SqliteTransaction {
 public:
  // Takes the write lock at once, so that nothing in it can find the database
  // busy but this call. STORE_BUSY if another connection holds the lock beyond
  // the busy timeout.
  static absl::StatusOr<SqliteTransaction> BeginWrite(SqliteDatabase& database);

  // Reads one snapshot, taken by the first query. Never waits for a writer.
  static absl::StatusOr<SqliteTransaction> BeginRead(SqliteDatabase& database);

  SqliteTransaction(SqliteTransaction&& other) noexcept;
  SqliteTransaction& operator=(SqliteTransaction&&) = delete;
  ~SqliteTransaction();

  // Commits; durable once it returns OK. After an error the transaction is
  // rolled back.
  absl::Status Commit();

  // Undoes everything; does nothing if the transaction has ended.
  void Rollback();

 private:
  explicit SqliteTransaction(SqliteDatabase& database) : database_(&database) {}

  // Null once the transaction has ended.
  SqliteDatabase* database_;
};

}  // namespace isnad

#endif  // ISNAD_COMMON_SQLITE_TRANSACTION_H_
