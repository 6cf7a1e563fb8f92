#include "query_service/store/sqlite/schema.h"

#include <openssl/rand.h>

#include <iterator>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/sqlite/transaction.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

// "Isnd" in ASCII; marks the file as ours.
constexpr int64_t kApplicationId = 0x49736E64;
constexpr size_t kSecretBytes = 32;

constexpr char kSchemaSql[] = R"sql(
CREATE TABLE state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  store_id BLOB NOT NULL,
  token_key BLOB NOT NULL,
  newest INTEGER NOT NULL,
  oldest INTEGER NOT NULL,
  next_entity INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  entities INTEGER NOT NULL,
  mentions INTEGER NOT NULL,
  quantities INTEGER NOT NULL
);
CREATE TABLE producer (
  id TEXT PRIMARY KEY,
  epoch INTEGER NOT NULL,
  next_offset INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE document_version (
  version INTEGER PRIMARY KEY,
  replaced INTEGER NOT NULL,
  id TEXT NOT NULL,
  digest BLOB NOT NULL,
  mentions INTEGER NOT NULL,
  quantities INTEGER NOT NULL,
  entities BLOB NOT NULL,
  header BLOB NOT NULL
);
CREATE UNIQUE INDEX document_by_id ON document_version (id, version);
CREATE TABLE document_body (
  version INTEGER PRIMARY KEY,
  text BLOB NOT NULL,
  source BLOB,
  alignment BLOB
);
CREATE TABLE fact_block (
  key INTEGER PRIMARY KEY,
  data BLOB NOT NULL
);
CREATE TABLE entity_version (
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  replaced INTEGER NOT NULL,
  number INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (id, version)
) WITHOUT ROWID;
CREATE TABLE entity_number (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL
);
CREATE TABLE entity_change (
  revision INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (revision, number)
) WITHOUT ROWID;
CREATE TABLE rejection (
  producer TEXT NOT NULL,
  offset INTEGER NOT NULL,
  status BLOB NOT NULL,
  PRIMARY KEY (producer, offset)
) WITHOUT ROWID;
CREATE TABLE superseded (
  revision INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  number INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (revision, kind, number)
) WITHOUT ROWID;
)sql";

// What brings a file of version i + 1 to version i + 2.
constexpr const char* kMigrations[] = {
    R"sql(
CREATE TABLE rejection (
  producer TEXT NOT NULL,
  offset INTEGER NOT NULL,
  status BLOB NOT NULL,
  PRIMARY KEY (producer, offset)
) WITHOUT ROWID;
)sql",
};
static_assert(std::size(kMigrations) == kSchemaVersion - 1,
              "one migration for each version but the first");

absl::Status FileUnusable(const std::string& path, absl::string_view problem) {
  return ErrorWithReason(absl::StatusCode::kFailedPrecondition,
                         absl::StrCat(path, ": ", problem),
                         v1::ERROR_REASON_FILE_UNUSABLE, {{"path", path}});
}

std::string RandomBytes(size_t size) {
  std::string bytes(size, '\0');
  RAND_bytes(reinterpret_cast<unsigned char*>(&bytes[0]),
             static_cast<int>(size));
  return bytes;
}

absl::Status CreateSchema(SqliteDatabase& database) {
  ASSIGN_OR_RETURN(SqliteTransaction transaction,
                   SqliteTransaction::BeginWrite(database));
  RETURN_IF_ERROR(database.Execute(kSchemaSql));
  const std::string store_id = RandomBytes(16);
  const std::string token_key = RandomBytes(kSecretBytes);
  ASSIGN_OR_RETURN(
      SqliteStatement insert,
      database.Prepare(
          "INSERT INTO state VALUES (1, ?1, ?2, 0, 0, 1, 0, 0, 0, 0)"));
  insert.BindBlob(1, store_id);
  insert.BindBlob(2, token_key);
  RETURN_IF_ERROR(insert.Run());
  RETURN_IF_ERROR(
      database.Execute(absl::StrCat("PRAGMA application_id=", kApplicationId)));
  RETURN_IF_ERROR(database.SetUserVersion(kSchemaVersion));
  return transaction.Commit();
}

absl::Status Migrate(int64_t version, SqliteDatabase& database) {
  ASSIGN_OR_RETURN(SqliteTransaction transaction,
                   SqliteTransaction::BeginWrite(database));
  for (; version < kSchemaVersion; ++version) {
    RETURN_IF_ERROR(database.Execute(kMigrations[version - 1]));
  }
  RETURN_IF_ERROR(database.SetUserVersion(kSchemaVersion));
  return transaction.Commit();
}

}  // namespace

absl::string_view SchemaSql() { return kSchemaSql; }

absl::Status PrepareSchema(const std::string& path, SqliteDatabase& database) {
  ASSIGN_OR_RETURN(const int64_t version, database.UserVersion());
  ASSIGN_OR_RETURN(const int64_t application,
                   database.QueryInt64("PRAGMA application_id"));
  ASSIGN_OR_RETURN(const int64_t tables,
                   database.QueryInt64("SELECT count(*) FROM sqlite_schema"));
  if (version == 0 && application == 0 && tables == 0) {
    return CreateSchema(database);
  }
  if (application != kApplicationId) {
    return FileUnusable(path, "got a database of another program");
  }
  if (version > kSchemaVersion) {
    return FileUnusable(
        path,
        absl::StrCat("got schema version ", version,
                     ", which is newer than this program's ", kSchemaVersion));
  }
  if (version < 1) {
    return FileUnusable(path, absl::StrCat("got schema version ", version));
  }
  if (version < kSchemaVersion) return Migrate(version, database);
  return absl::OkStatus();
}

}  // namespace isnad
