#include "common/sqlite/sqlite_status.h"

#include <string>

#include "common/log/log.h"
#include "common/status/errors.h"

namespace isnad {
namespace {

// A row of the table: a primary result code and what becomes of it.
struct Mapping {
  int primary_code;
  absl::StatusCode code;
  v1::ErrorReason reason;
  LogLevel level;
  const char* message;
};

constexpr Mapping kMappings[] = {
    {SQLITE_BUSY, absl::StatusCode::kUnavailable, v1::ERROR_REASON_STORE_BUSY,
     LogLevel::kWarning, "the store is busy; call again"},
    {SQLITE_LOCKED, absl::StatusCode::kUnavailable, v1::ERROR_REASON_STORE_BUSY,
     LogLevel::kWarning, "the store is busy; call again"},
    {SQLITE_FULL, absl::StatusCode::kResourceExhausted,
     v1::ERROR_REASON_DISK_FULL, LogLevel::kError, "the disk is full"},
    {SQLITE_CORRUPT, absl::StatusCode::kDataLoss,
     v1::ERROR_REASON_STORE_DAMAGED, LogLevel::kError,
     "the file of the store is damaged"},
    {SQLITE_NOTADB, absl::StatusCode::kDataLoss, v1::ERROR_REASON_STORE_DAMAGED,
     LogLevel::kError, "the file of the store is damaged or no database"},
    {SQLITE_CANTOPEN, absl::StatusCode::kFailedPrecondition,
     v1::ERROR_REASON_FILE_UNUSABLE, LogLevel::kError,
     "the file of the store cannot be opened"},
    {SQLITE_PERM, absl::StatusCode::kFailedPrecondition,
     v1::ERROR_REASON_FILE_UNUSABLE, LogLevel::kError,
     "the file of the store cannot be opened"},
    {SQLITE_READONLY, absl::StatusCode::kFailedPrecondition,
     v1::ERROR_REASON_FILE_UNUSABLE, LogLevel::kError,
     "the file of the store cannot be written"},
    {SQLITE_INTERRUPT, absl::StatusCode::kCancelled,
     v1::ERROR_REASON_CALLER_GONE, LogLevel::kDebug,
     "the work was interrupted"},
};

constexpr Mapping kOther = {SQLITE_ERROR, absl::StatusCode::kInternal,
                            v1::ERROR_REASON_INTERNAL, LogLevel::kError,
                            "internal error of the store"};

// Extended codes hold their primary code in the low byte.
const Mapping& Find(int code) {
  for (const Mapping& mapping : kMappings) {
    if (mapping.primary_code == (code & 0xFF)) return mapping;
  }
  return kOther;
}

}  // namespace

absl::Status SqliteStatus(int code, absl::string_view detail,
                          absl::string_view doing) {
  if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) {
    return absl::OkStatus();
  }
  if (code == SQLITE_CONSTRAINT_UNIQUE ||
      code == SQLITE_CONSTRAINT_PRIMARYKEY) {
    return absl::AlreadyExistsError("a row with this key exists");
  }
  const Mapping& mapping = Find(code);
  Log(mapping.level, "sqlite_error",
      {{"code", code}, {"detail", detail}, {"doing", doing}});
  return ErrorWithReason(mapping.code, mapping.message, mapping.reason);
}

absl::Status SqliteStatus(int code, sqlite3* connection,
                          absl::string_view doing) {
  if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) {
    return absl::OkStatus();
  }
  const char* detail =
      connection == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(connection);
  return SqliteStatus(code, absl::string_view(detail), doing);
}

}  // namespace isnad
