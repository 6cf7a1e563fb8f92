#include "query_service/store/sqlite/schema.h"

#include <openssl/rand.h>

#include <iterator>
#include <string>

#include "absl/status/statusor.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

// "Isnd" in ASCII; marks the file as ours.
constexpr int64_t kApplicationId = 0x49736E64;
constexpr size_t kStoreIdBytes = 16;
constexpr size_t kSecretBytes = 32;

constexpr char kVersion1[] = R"sql(
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
CREATE TABLE superseded (
  revision INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  number INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (revision, kind, number)
) WITHOUT ROWID;
)sql";

// What version 2 adds: why records were refused.
constexpr char kVersion2[] = R"sql(
CREATE TABLE rejection (
  producer TEXT NOT NULL,
  offset INTEGER NOT NULL,
  status BLOB NOT NULL,
  PRIMARY KEY (producer, offset)
) WITHOUT ROWID;
)sql";

// What version 3 changes: ids in two tables instead of an index
// (document_ids.h).
constexpr char kVersion3[] = R"sql(
CREATE TABLE document_id (
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (id, version)
) WITHOUT ROWID;
CREATE TABLE recent_document_id (
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (id, version)
) WITHOUT ROWID;
INSERT INTO document_id
  SELECT id, version FROM document_version ORDER BY id, version;
DROP INDEX document_by_id;
)sql";

std::string RandomBytes(size_t size) {
  std::string bytes(size, '\0');
  RAND_bytes(reinterpret_cast<unsigned char*>(&bytes[0]),
             static_cast<int>(size));
  return bytes;
}

// Gives a new file its identity.
absl::Status InsertState(SqliteDatabase& database) {
  const std::string store_id = RandomBytes(kStoreIdBytes);
  const std::string token_key = RandomBytes(kSecretBytes);
  ASSIGN_OR_RETURN(
      SqliteStatement insert,
      database.Prepare(
          "INSERT INTO state VALUES (1, ?1, ?2, 0, 0, 1, 0, 0, 0, 0)"));
  insert.BindBlob(1, store_id);
  insert.BindBlob(2, token_key);
  return insert.Run();
}

constexpr SqliteMigration kSteps[] = {
    {kVersion1, InsertState}, {kVersion2}, {kVersion3}};
static_assert(std::size(kSteps) == kSchemaVersion, "a step for each version");

}  // namespace

SqliteSchema StoreSchema() { return {kApplicationId, kSteps}; }

absl::Status PrepareSchema(const std::string& path, SqliteDatabase& database) {
  return MigrateSchema(path, StoreSchema(), database);
}

}  // namespace isnad
