#include "common/sqlite/statement.h"

#include "common/sqlite/sqlite_status.h"

namespace isnad {
namespace {

// SQLite takes a null pointer for NULL, which an empty value is not.
const char* NotNull(absl::string_view value) {
  return value.empty() ? "" : value.data();
}

absl::string_view View(const void* bytes, int size) {
  if (bytes == nullptr) return absl::string_view();
  return absl::string_view(static_cast<const char*>(bytes),
                           static_cast<size_t>(size));
}

}  // namespace

void SqliteStatement::NoteBind(int code) {
  if (code != SQLITE_OK && bind_error_ == SQLITE_OK) bind_error_ = code;
}

void SqliteStatement::BindInt64(int parameter, int64_t value) {
  NoteBind(sqlite3_bind_int64(statement_.get(), parameter, value));
}

void SqliteStatement::BindDouble(int parameter, double value) {
  NoteBind(sqlite3_bind_double(statement_.get(), parameter, value));
}

void SqliteStatement::BindText(int parameter, absl::string_view value) {
  NoteBind(sqlite3_bind_text64(statement_.get(), parameter, NotNull(value),
                               value.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void SqliteStatement::BindBlob(int parameter, absl::string_view value) {
  NoteBind(sqlite3_bind_blob64(statement_.get(), parameter, NotNull(value),
                               value.size(), SQLITE_STATIC));
}

void SqliteStatement::BindNull(int parameter) {
  NoteBind(sqlite3_bind_null(statement_.get(), parameter));
}

absl::StatusOr<bool> SqliteStatement::Step() {
  int code = bind_error_;
  if (code == SQLITE_OK) code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  absl::Status status = SqliteStatus(code, sqlite3_db_handle(statement_.get()),
                                     sqlite3_sql(statement_.get()));
  Reset();
  if (!status.ok()) return status;
  return false;
}

absl::Status SqliteStatement::Run() {
  absl::StatusOr<bool> row = Step();
  if (!row.ok()) return row.status();
  if (*row) Reset();
  return absl::OkStatus();
}

void SqliteStatement::Reset() {
  bind_error_ = SQLITE_OK;
  // Repeats the error of the last step, which was returned there.
  sqlite3_reset(statement_.get());
}

int64_t SqliteStatement::Int64(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

double SqliteStatement::Double(int column) const {
  return sqlite3_column_double(statement_.get(), column);
}

absl::string_view SqliteStatement::Text(int column) const {
  const unsigned char* bytes = sqlite3_column_text(statement_.get(), column);
  return View(bytes, sqlite3_column_bytes(statement_.get(), column));
}

absl::string_view SqliteStatement::Blob(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  return View(bytes, sqlite3_column_bytes(statement_.get(), column));
}

bool SqliteStatement::IsNull(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

}  // namespace isnad
