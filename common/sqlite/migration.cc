#include "common/sqlite/migration.h"

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/log/log.h"
#include "common/sqlite/transaction.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

// Finds files that no step may touch.
absl::Status CheckOrigin(const std::string& path, const SqliteSchema& schema,
                         int64_t version, SqliteDatabase& database) {
  if (version > schema.version()) {
    return FileUnusable(path, absl::StrCat("got schema version ", version,
                                           ", which is newer than this "
                                           "program's ",
                                           schema.version()));
  }
  if (version < 0) {
    return FileUnusable(path, absl::StrCat("got schema version ", version,
                                           ", want 0 to ", schema.version()));
  }
  ASSIGN_OR_RETURN(const int64_t application,
                   database.QueryInt64("PRAGMA application_id"));
  ASSIGN_OR_RETURN(const int64_t objects,
                   database.QueryInt64("SELECT count(*) FROM sqlite_schema"));
  const bool is_empty = version == 0 && application == 0 && objects == 0;
  const bool is_ours = version > 0 && application == schema.application_id;
  if (is_empty || is_ours) return absl::OkStatus();
  return FileUnusable(path, "got a database of another program");
}

// Takes the step from a version to the next.
absl::Status TakeStep(const SqliteSchema& schema, int64_t version,
                      SqliteDatabase& database) {
  const SqliteMigration& step = schema.steps[static_cast<size_t>(version)];
  ASSIGN_OR_RETURN(SqliteTransaction transaction,
                   SqliteTransaction::BeginWrite(database));
  RETURN_IF_ERROR(database.Execute(step.sql));
  if (step.then != nullptr) RETURN_IF_ERROR(step.then(database));
  if (version == 0 && schema.application_id != 0) {
    RETURN_IF_ERROR(database.Execute(
        absl::StrCat("PRAGMA application_id=", schema.application_id)));
  }
  RETURN_IF_ERROR(database.SetUserVersion(version + 1));
  return transaction.Commit();
}

}  // namespace

absl::Status MigrateSchema(const std::string& path, const SqliteSchema& schema,
                           SqliteDatabase& database) {
  ASSIGN_OR_RETURN(const int64_t found, database.UserVersion());
  RETURN_IF_ERROR(CheckOrigin(path, schema, found, database));
  for (int64_t version = found; version < schema.version(); ++version) {
    RETURN_IF_ERROR(TakeStep(schema, version, database));
  }
  if (found > 0 && found < schema.version()) {
    Log(LogLevel::kInfo, "schema_migrated",
        {{"path", path}, {"from", found}, {"to", schema.version()}});
  }
  return absl::OkStatus();
}

}  // namespace isnad
