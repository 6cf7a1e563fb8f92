#include "ingest_service/outbox/outbox_schema.h"

#include <iterator>

namespace isnad {
namespace {

// `documents` grows with the corpus, a short row each; everything else is
// bounded. `requests` counts upward, so that the oldest rows can go.
// randomblob() of SQLite is seeded from /dev/urandom.
constexpr char kVersion1[] = R"sql(
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

constexpr SqliteMigration kSteps[] = {{kVersion1}, {kVersion2}};
static_assert(std::size(kSteps) == kOutboxSchemaVersion,
              "a step for each version");

}  // namespace

SqliteSchema OutboxSchema() { return {0, kSteps}; }

absl::Status MigrateOutboxSchema(const std::string& path,
                                 SqliteDatabase& database) {
  return MigrateSchema(path, OutboxSchema(), database);
}

}  // namespace isnad
