#ifndef ISNAD_COMMON_SQLITE_DATABASE_H_
#define ISNAD_COMMON_SQLITE_DATABASE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/sqlite/statement.h"
#include "sqlite3.h"

namespace isnad {

// How a connection is opened.
struct SqliteOptions {
  // Reads only; the file must exist.
  bool read_only = false;
  // Makes the file if there is none.
  bool create = true;
  // How long a statement waits for another connection's lock.
  absl::Duration busy_timeout = absl::Seconds(5);
  // Memory for pages of this connection.
  int cache_kib = 8 * 1024;
  // Pages in the write-ahead log after which a commit checkpoints it; 0 never
  // does. SQLite's own default is 1,000; a large log gains a third of insert
  // speed (fewer passes over the same pages).
  int wal_autocheckpoint_pages = 10'000;
  // Size to which the log file is cut after a checkpoint that empties it.
  int64_t wal_size_limit_bytes = int64_t{64} << 20;
  // Name of the VFS; empty for the default one. For tests of faults.
  std::string vfs;
};

// A connection to a SQLite database in WAL mode with synchronous=FULL: a
// commit that returned OK is durable. Opened without SQLite's own mutexes, so
// not thread-safe: one connection for each thread.
//
//   ASSIGN_OR_RETURN(SqliteDatabase db, SqliteDatabase::Open(path, {}));
//   ASSIGN_OR_RETURN(SqliteStatement put, db.Prepare("INSERT INTO t ..."));
//
// Errors are those of sqlite_status.h.
class SqliteDatabase {
 public:
  // Opens a file. FILE_UNUSABLE (with `path`) if it cannot be opened or
  // written, STORE_DAMAGED if it is no database.
  static absl::StatusOr<SqliteDatabase> Open(const std::string& path,
                                             const SqliteOptions& options);

  SqliteDatabase(SqliteDatabase&&) = default;
  SqliteDatabase& operator=(SqliteDatabase&&) = default;

  // Runs one or more statements, ignoring rows.
  absl::Status Execute(const std::string& sql);

  // Prepares one statement to be kept and run many times.
  absl::StatusOr<SqliteStatement> Prepare(absl::string_view sql);

  // Returns the integer in the first column of the first row of a query;
  // NotFound if it has no row.
  absl::StatusOr<int64_t> QueryInt64(absl::string_view sql);

  // Returns the schema version kept in the file's header, 0 in a new file.
  absl::StatusOr<int64_t> UserVersion();

  // Sets it, within the transaction under way if there is one.
  absl::Status SetUserVersion(int64_t version);

  // Checks the whole file, its indexes included; STORE_DAMAGED (with the first
  // findings in the log) if it is damaged. Takes time linear in its size.
  absl::Status CheckIntegrity();

  // Moves the log into the database file as far as readers let it.
  absl::Status Checkpoint();

  // Rows changed by the last INSERT, UPDATE or DELETE.
  int64_t changes() const { return sqlite3_changes64(connection_.get()); }

  // Rows changed by all statements since the connection was opened, those of
  // virtual tables included.
  int64_t total_changes() const {
    return sqlite3_total_changes64(connection_.get());
  }

  // Makes the statement under way on this connection end with CALLER_GONE.
  // May be called from any thread while the connection lives.
  void Interrupt() { sqlite3_interrupt(connection_.get()); }

  // The connection, for what this class does not wrap.
  sqlite3* handle() { return connection_.get(); }

 private:
  struct Closer {
    // Waits for no one: a connection with statements left is closed with the
    // last of them.
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
  };

  explicit SqliteDatabase(sqlite3* connection) : connection_(connection) {}
  absl::Status Configure(const SqliteOptions& options);

  std::unique_ptr<sqlite3, Closer> connection_;
};

}  // namespace isnad

#endif  // ISNAD_COMMON_SQLITE_DATABASE_H_
