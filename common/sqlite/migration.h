#ifndef ISNAD_COMMON_SQLITE_MIGRATION_H_
#define ISNAD_COMMON_SQLITE_MIGRATION_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "common/sqlite/database.h"

namespace isnad {

// Brings a file from one version of its schema to the next.
struct SqliteMigration {
  // Statements that run one after the other.
  const char* sql;
  // What SQL alone can't do, after the statements; may be null.
  absl::Status (*then)(SqliteDatabase& database) = nullptr;
};

// The history of a file's schema. Step i leads from version i to i + 1, the
// first one from an empty file; so a new file is made by all of them, and no
// other description of the tables can differ from it. A step that files have
// gone through never changes: what is new is a step at the end.
struct SqliteSchema {
  // Kept in the file's header, to know it from another program's; 0: not kept.
  int64_t application_id = 0;
  absl::Span<const SqliteMigration> steps;

  int64_t version() const { return static_cast<int64_t>(steps.size()); }
};

// Brings a file to the newest version, each step in a transaction with the
// version it leads to (PRAGMA user_version): a file is always whole at one of
// the versions, whenever the process ends, and the next call goes on from
// there. A file of the newest version is only read.
//
// FILE_UNUSABLE (with `path`, which is what errors call the file) if it is of a
// newer version or another program's; errors of sqlite_status.h.
absl::Status MigrateSchema(const std::string& path, const SqliteSchema& schema,
                           SqliteDatabase& database);

}  // namespace isnad

#endif  // ISNAD_COMMON_SQLITE_MIGRATION_H_
