#ifndef ISNAD_COMMON_SQLITE_SQLITE_STATUS_H_
#define ISNAD_COMMON_SQLITE_SQLITE_STATUS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "sqlite3.h"

namespace isnad {

// Returns the status for an extended result code of SQLite, OK for SQLITE_OK,
// SQLITE_ROW and SQLITE_DONE. The one table by which such codes are mapped:
//
//   BUSY, LOCKED                 Unavailable         STORE_BUSY
//   FULL                         ResourceExhausted   DISK_FULL
//   CORRUPT, NOTADB              DataLoss            STORE_DAMAGED
//   CANTOPEN, PERM, READONLY     FailedPrecondition  FILE_UNUSABLE
//   CONSTRAINT_UNIQUE/PRIMARYKEY AlreadyExists       (no reason: callers that
//                                                    expect it handle it)
//   INTERRUPT                    Cancelled           CALLER_GONE
//   anything else                Internal            INTERNAL
//
// The message is a plain sentence; `detail` (SQLite's own words) and `doing`
// (what was attempted, such as a path or a statement) go to the log.
absl::Status SqliteStatus(int code, absl::string_view detail,
                          absl::string_view doing);

// As above, with the last message of the connection as the detail.
absl::Status SqliteStatus(int code, sqlite3* connection,
                          absl::string_view doing);

}  // namespace isnad

#endif  // ISNAD_COMMON_SQLITE_SQLITE_STATUS_H_
