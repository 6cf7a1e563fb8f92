#ifndef ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_SCHEMA_H_
#define ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_SCHEMA_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "common/sqlite/database.h"
#include "common/sqlite/migration.h"

namespace isnad {

// Version of the schema, kept in the file's header.
inline constexpr int64_t kOutboxSchemaVersion = 2;

// The tables' history.
SqliteSchema OutboxSchema();

// Brings a file to the newest schema; a new file gets its tables, a producer id
// and a page key. Errors: as of MigrateSchema.
absl::Status MigrateOutboxSchema(const std::string& path,
                                 SqliteDatabase& database);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_SCHEMA_H_
