// What tests of SQLite schemas share: an old file, made of checked-in SQL, is
// migrated by a process that is killed before its first statement, its second,
// and so on.
#ifndef ISNAD_TESTS_SUPPORT_MIGRATION_KILLS_H_
#define ISNAD_TESTS_SUPPORT_MIGRATION_KILLS_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/sqlite/database.h"
#include "common/sqlite/migration.h"

namespace isnad {

struct MigrationKills {
  // The SQL that makes the old file, its version included; relative to the
  // folder of the sources.
  std::string old_file;
  std::function<absl::Status(const std::string& path, SqliteDatabase&)> migrate;
  // Called with the path of each file that was migrated after a kill, closed by
  // then; may be null.
  std::function<void(const std::string& path)> check;
};

// Kills the migration at every statement, each time of a new old file, goes on
// with it, and expects what the migration makes undisturbed: the same tables
// and rows, those of the old file among them, and a sound file. Returns the
// number of kills, which is that of the migration's statements.
int KillAtEveryStatement(const MigrationKills& options);

// Returns all that a database holds, as text: version, tables, rows.
absl::StatusOr<std::string> DumpDatabase(SqliteDatabase& database);

// Returns a digest of the statements of each step.
std::vector<std::string> StepDigests(const SqliteSchema& schema);

}  // namespace isnad

#endif  // ISNAD_TESTS_SUPPORT_MIGRATION_KILLS_H_
