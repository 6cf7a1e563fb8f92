// The main file: everything that is promised to be kept.
//
// A document version is numbered by the revision that brought it, so versions
// arrive in key order and everything of a version lies together:
//
//   document_version  version -> id, the revision that replaced it, header
//   document_id       (id, version), and recent_document_id (document_ids.h)
//   document_body     version -> text, source, alignment
//   fact_block        version, kind, block -> up to 64 facts of a kind, or 16
//                     KiB (fact_codec.h)
//   entity_version    (id, version) -> kept by name, since names are what is
//                     asked for; entities are few beside facts
//   entity_number     number -> id; what postings and mention blocks hold
//   entity_change     (revision, number), what the indexer follows
//   superseded        (revision that replaced it, document or entity, version)
//   producer          id -> epoch, next offset
//   rejection         (producer, offset) -> why the record was refused, until
//                     the producer has noted it
//   state             one row: newest revision, oldest one, counts, secrets
//
// What can be made anew from these is in a second file beside it
// (index_schema.h), so that writing it never keeps an append waiting: SQLite
// has one writer a file.
#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_SCHEMA_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_SCHEMA_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "common/sqlite/database.h"
#include "common/sqlite/migration.h"

namespace isnad {

// Kept in the file's header as its user version.
inline constexpr int64_t kSchemaVersion = 3;

// `replaced` of a version that nothing has replaced.
inline constexpr int64_t kNeverReplaced = INT64_MAX;

// Kinds of rows in `superseded`.
enum class SupersededKind : int64_t { kDocument = 0, kEntity = 1 };

// The tables' history.
SqliteSchema StoreSchema();

// Brings a file to the newest schema; a new file gets its tables, an id and a
// key for tokens. Errors: as of MigrateSchema.
absl::Status PrepareSchema(const std::string& path, SqliteDatabase& database);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_SCHEMA_H_
