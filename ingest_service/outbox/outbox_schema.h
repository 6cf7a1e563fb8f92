#ifndef ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_SCHEMA_H_
#define ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_SCHEMA_H_

#include "absl/status/status.h"
#include "common/sqlite/database.h"

namespace isnad {

// Version of the schema, kept in the file's header.
inline constexpr int64_t kOutboxSchemaVersion = 2;

// Brings a file to the present schema, in one transaction: a new file gets its
// tables, a new producer id and a page key. FILE_UNUSABLE if the file is of a
// newer version.
absl::Status MigrateOutboxSchema(SqliteDatabase& database);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_SCHEMA_H_
