#include "tests/support/migration_kills.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/file.h"
#include "common/base/sha256.h"
#include "common/status/status_macros.h"
#include "gtest/gtest.h"
#include "sqlite3.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

constexpr int kMostStatements = 1000;
constexpr int64_t kMaxSqlBytes = 1 << 20;
constexpr int kFailed = 1;

// A table and the columns to compare of it.
struct Table {
  std::string name;
  std::vector<std::string> columns;
};

absl::StatusOr<std::vector<std::string>> Texts(SqliteDatabase& database,
                                               const std::string& sql) {
  ASSIGN_OR_RETURN(SqliteStatement query, database.Prepare(sql));
  std::vector<std::string> texts;
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, query.Step());
    if (!more) return texts;
    texts.emplace_back(query.Text(0));
  }
}

absl::StatusOr<std::vector<Table>> Tables(SqliteDatabase& database) {
  ASSIGN_OR_RETURN(
      const std::vector<std::string> names,
      Texts(database,
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1"));
  std::vector<Table> tables;
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(
        std::vector<std::string> columns,
        Texts(database, absl::StrCat("SELECT name FROM pragma_table_info('",
                                     name, "')")));
    tables.push_back({name, std::move(columns)});
  }
  return tables;
}

absl::StatusOr<std::string> Rows(SqliteDatabase& database,
                                 const std::vector<Table>& tables) {
  std::string rows;
  for (const Table& table : tables) {
    const std::string row = absl::StrJoin(
        table.columns, "||','||", [](std::string* out, const auto& column) {
          absl::StrAppend(out, "quote(\"", column, "\")");
        });
    ASSIGN_OR_RETURN(
        const std::vector<std::string> values,
        Texts(database, absl::StrCat("SELECT ", row, " FROM \"", table.name,
                                     "\" ORDER BY 1")));
    absl::StrAppend(&rows, table.name, "\n", absl::StrJoin(values, "\n"), "\n");
  }
  return rows;
}

// Counts statements as they begin; the last one it is to see never runs.
struct Countdown {
  int left = 0;
};

int OnStatement(unsigned /*event*/, void* context, void* /*statement*/,
                void* /*sql*/) {
  if (--static_cast<Countdown*>(context)->left == 0) std::raise(SIGKILL);
  return 0;
}

// Makes the old file and closes it.
absl::Status MakeOldFile(const std::string& path, const std::string& sql) {
  ASSIGN_OR_RETURN(SqliteDatabase database, SqliteDatabase::Open(path, {}));
  return database.Execute(sql);
}

absl::Status Migrate(const MigrationKills& options, const std::string& path) {
  ASSIGN_OR_RETURN(SqliteDatabase database, SqliteDatabase::Open(path, {}));
  return options.migrate(path, database);
}

// Migrates in a process of its own that dies when the n-th statement begins.
// Returns whether it died.
bool MigrateAndDie(const MigrationKills& options, const std::string& path,
                   int n) {
  const pid_t child = fork();
  if (child == 0) {
    Countdown countdown{n};
    absl::StatusOr<SqliteDatabase> database = SqliteDatabase::Open(path, {});
    if (!database.ok()) _exit(kFailed);
    sqlite3_trace_v2(database->handle(), SQLITE_TRACE_STMT, OnStatement,
                     &countdown);
    _exit(options.migrate(path, *database).ok() ? 0 : kFailed);
  }
  int result = 0;
  EXPECT_EQ(waitpid(child, &result, 0), child);
  if (WIFSIGNALED(result)) {
    EXPECT_EQ(WTERMSIG(result), SIGKILL);
    return true;
  }
  EXPECT_EQ(WEXITSTATUS(result), 0) << "the migration failed";
  return false;
}

}  // namespace

absl::StatusOr<std::string> DumpDatabase(SqliteDatabase& database) {
  ASSIGN_OR_RETURN(const int64_t version, database.UserVersion());
  ASSIGN_OR_RETURN(const int64_t application,
                   database.QueryInt64("PRAGMA application_id"));
  ASSIGN_OR_RETURN(
      const std::vector<std::string> schema,
      Texts(database,
            "SELECT type || ' ' || name || ': ' || coalesce(sql, '')"
            " FROM sqlite_schema ORDER BY 1"));
  ASSIGN_OR_RETURN(const std::vector<Table> tables, Tables(database));
  ASSIGN_OR_RETURN(const std::string rows, Rows(database, tables));
  return absl::StrCat("version ", version, ", application ", application, "\n",
                      absl::StrJoin(schema, "\n"), "\n", rows);
}

int KillAtEveryStatement(const MigrationKills& options) {
  const char* const sources = std::getenv("ISNAD_SOURCE_DIR");
  const auto sql = ReadFile(
      absl::StrCat(sources == nullptr ? "." : sources, "/", options.old_file),
      kMaxSqlBytes);
  EXPECT_THAT(sql, IsOk());
  if (!sql.ok()) return 0;

  std::string want;
  std::string old_rows;
  std::vector<Table> old_tables;
  {
    const TempDir dir(TempDir::Where::kMemory);
    const std::string path = dir.File("file.db");
    EXPECT_THAT(MakeOldFile(path, *sql), IsOk());
    auto database = SqliteDatabase::Open(path, {});
    EXPECT_THAT(database, IsOk());
    if (!database.ok()) return 0;
    old_tables = Tables(*database).value();
    old_rows = Rows(*database, old_tables).value();
    EXPECT_THAT(options.migrate(path, *database), IsOk());
    want = DumpDatabase(*database).value();
    EXPECT_EQ(Rows(*database, old_tables).value(), old_rows) << "rows changed";
  }
  for (int n = 1; n < kMostStatements && !testing::Test::HasFailure(); ++n) {
    SCOPED_TRACE(absl::StrCat("statement ", n));
    const TempDir dir(TempDir::Where::kMemory);
    const std::string path = dir.File("file.db");
    EXPECT_THAT(MakeOldFile(path, *sql), IsOk());
    if (!MigrateAndDie(options, path, n)) return n - 1;
    EXPECT_THAT(Migrate(options, path), IsOk());
    {
      auto database = SqliteDatabase::Open(path, {});
      EXPECT_THAT(database, IsOk());
      if (!database.ok()) return n;
      EXPECT_THAT(database->CheckIntegrity(), IsOk());
      EXPECT_THAT(DumpDatabase(*database), IsOkAndHolds(want));
    }
    if (options.check) options.check(path);
  }
  ADD_FAILURE() << "the migration was not killed at every statement";
  return kMostStatements;
}

std::vector<std::string> StepDigests(const SqliteSchema& schema) {
  std::vector<std::string> digests;
  for (const SqliteMigration& step : schema.steps) {
    digests.push_back(absl::BytesToHexString(Sha256(step.sql).substr(0, 8)));
  }
  return digests;
}

}  // namespace isnad
