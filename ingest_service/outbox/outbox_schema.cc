#include "ingest_service/outbox/outbox_schema.h"

#include "absl/strings/str_cat.h"
#include "common/sqlite/transaction.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

// `documents` grows with the corpus, a short row each; everything else is
// bounded. `requests` counts upward, so that the oldest rows can go.
// randomblob() of SQLite is seeded from /dev/urandom.
constexpr char kSchema[] = R"sql(
CREATE TABLE outbox (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  producer TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  next_offset INTEGER NOT NULL,
  catalog_version TEXT NOT NULL,
  page_key BLOB NOT NULL
) STRICT;
CREATE TABLE records (
  offset INTEGER PRIMARY KEY,
  document TEXT NOT NULL,
  record BLOB NOT NULL
) STRICT;
CREATE TABLE documents (
  name TEXT PRIMARY KEY,
  input_digest BLOB NOT NULL,
  offset INTEGER NOT NULL,
  answer BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE requests (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  digest BLOB NOT NULL,
  offset INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  answer BLOB NOT NULL
) STRICT;
CREATE TABLE rejected (
  offset INTEGER PRIMARY KEY,
  document TEXT NOT NULL,
  input_digest BLOB NOT NULL,
  answer BLOB NOT NULL,
  status BLOB NOT NULL,
  record BLOB NOT NULL
) STRICT;
CREATE INDEX rejected_by_document ON rejected (document);
INSERT INTO outbox VALUES (1, lower(hex(randomblob(16))), 0, 0, '',
                           randomblob(32));
)sql";

// What version 2 adds: what callers declared of documents (NULL where it is not
// known), and long-running operations, the newest of which are kept.
constexpr char kVersion2[] = R"sql(
ALTER TABLE documents ADD COLUMN declared BLOB;
CREATE TABLE operations (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  done INTEGER NOT NULL,
  cursor BLOB NOT NULL,
  state BLOB NOT NULL
) STRICT;
)sql";

}  // namespace

absl::Status MigrateOutboxSchema(SqliteDatabase& database) {
  ASSIGN_OR_RETURN(SqliteTransaction transaction,
                   SqliteTransaction::BeginWrite(database));
  ASSIGN_OR_RETURN(const int64_t version, database.UserVersion());
  if (version == kOutboxSchemaVersion) return absl::OkStatus();
  if (version < 0 || version > kOutboxSchemaVersion) {
    const char* path = sqlite3_db_filename(database.handle(), "main");
    return ErrorWithReason(
        absl::StatusCode::kFailedPrecondition,
        absl::StrCat(path, ": got schema version ", version, ", want at most ",
                     kOutboxSchemaVersion),
        v1::ERROR_REASON_FILE_UNUSABLE, {{"path", path}});
  }
  if (version == 0) RETURN_IF_ERROR(database.Execute(kSchema));
  RETURN_IF_ERROR(database.Execute(kVersion2));
  RETURN_IF_ERROR(database.SetUserVersion(kOutboxSchemaVersion));
  return transaction.Commit();
}

}  // namespace isnad
