#ifndef ISNAD_COMMON_SQLITE_STATEMENT_H_
#define ISNAD_COMMON_SQLITE_STATEMENT_H_

#include <cstdint>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "sqlite3.h"

namespace isnad {

// A prepared statement, made by `SqliteDatabase::Prepare`, which must outlive
// it. Not thread-safe: used by the thread that uses the connection.
//
//   statement.BindText(1, name);
//   ASSIGN_OR_RETURN(bool found, statement.Step());
//   if (found) value = statement.Blob(0);
//   statement.Reset();
//
// Parameters count from 1, columns from 0, as in SQLite. An error of a Bind is
// returned by the next Step. Parameters keep their values through a reset.
class SqliteStatement {
 public:
  SqliteStatement() = default;
  explicit SqliteStatement(sqlite3_stmt* statement) : statement_(statement) {}
  SqliteStatement(SqliteStatement&&) = default;
  SqliteStatement& operator=(SqliteStatement&&) = default;

  // Bind parameters. The bytes of a text or blob are not copied: they must
  // stay alive and unchanged until the statement is reset or bound anew.
  void BindInt64(int parameter, int64_t value);
  void BindDouble(int parameter, double value);
  void BindText(int parameter, absl::string_view value);
  void BindBlob(int parameter, absl::string_view value);
  void BindNull(int parameter);

  // Runs to the next row. Returns true if there is one; false at the end, and
  // an error, after which the statement is reset.
  absl::StatusOr<bool> Step();

  // Runs a statement that returns no rows, and resets it.
  absl::Status Run();

  // Ends the run, which releases its locks and snapshot. Every run that was
  // not stepped to its end must be reset before its transaction can end.
  void Reset();

  // Return values of the present row; views live until the next Step or Reset.
  int64_t Int64(int column) const;
  double Double(int column) const;
  absl::string_view Text(int column) const;
  absl::string_view Blob(int column) const;
  bool IsNull(int column) const;

 private:
  struct Finalizer {
    void operator()(sqlite3_stmt* statement) const {
      sqlite3_finalize(statement);
    }
  };

  void NoteBind(int code);

  std::unique_ptr<sqlite3_stmt, Finalizer> statement_;
  int bind_error_ = SQLITE_OK;
};

// Resets a statement at the end of a scope.
class SqliteReset {
 public:
  explicit SqliteReset(SqliteStatement& statement) : statement_(statement) {}
  ~SqliteReset() { statement_.Reset(); }
  SqliteReset(const SqliteReset&) = delete;
  SqliteReset& operator=(const SqliteReset&) = delete;

 private:
  SqliteStatement& statement_;
};

}  // namespace isnad

#endif  // ISNAD_COMMON_SQLITE_STATEMENT_H_
