#include "common/sqlite/migration.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/support/migration_kills.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

using testing::HasSubstr;

absl::Status FillOrders(SqliteDatabase& database) {
  RETURN_IF_ERROR(database.Execute("UPDATE orders SET cents = price * 100"));
  return database.Execute("DELETE FROM orders WHERE customer IS NULL");
}

absl::Status Fail(SqliteDatabase& database) {
  RETURN_IF_ERROR(database.Execute("INSERT INTO orders VALUES (9, 'x', 1)"));
  return absl::InternalError("no further");
}

constexpr SqliteMigration kSteps[] = {
    {"CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT, price INT);"
     "INSERT INTO orders VALUES (1, 'a', 3), (2, 'b', 4);"},
    {"CREATE INDEX by_customer ON orders (customer);"
     "ALTER TABLE orders ADD COLUMN cents INT;",
     FillOrders},
    {"CREATE TABLE customers (name TEXT PRIMARY KEY) WITHOUT ROWID;"
     "INSERT INTO customers SELECT customer FROM orders;"},
};
constexpr SqliteSchema kSchema{77, kSteps};

class MigrationTest : public testing::Test {
 protected:
  SqliteDatabase Open() { return SqliteDatabase::Open(path_, {}).value(); }

  const TempDir dir_{TempDir::Where::kMemory};
  const std::string path_ = dir_.File("file.db");
};

TEST_F(MigrationTest, ANewFileGoesThroughEveryStep) {
  SqliteDatabase database = Open();
  ASSERT_THAT(MigrateSchema(path_, kSchema, database), IsOk());
  EXPECT_THAT(database.UserVersion(), IsOkAndHolds(3));
  EXPECT_THAT(database.QueryInt64("PRAGMA application_id"), IsOkAndHolds(77));
  EXPECT_THAT(database.QueryInt64("SELECT sum(cents) FROM orders"),
              IsOkAndHolds(700));
  EXPECT_THAT(database.QueryInt64("SELECT count(*) FROM customers"),
              IsOkAndHolds(2));
}

TEST_F(MigrationTest, AnOldFileGoesOnFromWhereItStands) {
  SqliteDatabase database = Open();
  const SqliteSchema first{77, absl::MakeConstSpan(kSteps, 1)};
  ASSERT_THAT(MigrateSchema(path_, first, database), IsOk());
  ASSERT_THAT(database.Execute("INSERT INTO orders VALUES (3, 'c', 5)"),
              IsOk());
  ASSERT_THAT(MigrateSchema(path_, kSchema, database), IsOk());
  EXPECT_THAT(database.QueryInt64("SELECT sum(cents) FROM orders"),
              IsOkAndHolds(1200));
}

TEST_F(MigrationTest, TheNewestVersionIsOnlyRead) {
  SqliteDatabase database = Open();
  ASSERT_THAT(MigrateSchema(path_, kSchema, database), IsOk());
  ASSERT_OK_AND_ASSIGN(const std::string before, DumpDatabase(database));
  SqliteOptions reading;
  reading.read_only = true;
  ASSERT_OK_AND_ASSIGN(SqliteDatabase again,
                       SqliteDatabase::Open(path_, reading));
  EXPECT_THAT(MigrateSchema(path_, kSchema, again), IsOk());
  EXPECT_THAT(DumpDatabase(again), IsOkAndHolds(before));
}

// The step that failed leaves nothing; those before it stand.
TEST_F(MigrationTest, AStepThatFailsIsUndone) {
  const SqliteMigration steps[] = {kSteps[0], {"CREATE TABLE t (a);", Fail}};
  SqliteDatabase database = Open();
  EXPECT_THAT(MigrateSchema(path_, {77, steps}, database),
              StatusIs(absl::StatusCode::kInternal));
  EXPECT_THAT(database.UserVersion(), IsOkAndHolds(1));
  EXPECT_THAT(database.QueryInt64("SELECT count(*) FROM orders"),
              IsOkAndHolds(2));
  EXPECT_THAT(database.QueryInt64("SELECT count(*) FROM sqlite_schema"),
              IsOkAndHolds(1));
}

TEST_F(MigrationTest, ANewerVersionIsRefusedUntouched) {
  SqliteDatabase database = Open();
  ASSERT_THAT(MigrateSchema(path_, kSchema, database), IsOk());
  ASSERT_OK_AND_ASSIGN(const std::string before, DumpDatabase(database));
  const SqliteSchema older{77, absl::MakeConstSpan(kSteps, 2)};
  const absl::Status status = MigrateSchema(path_, older, database);
  EXPECT_THAT(status, HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
  EXPECT_THAT(std::string(status.message()),
              HasSubstr(absl::StrCat(path_,
                                     ": got schema version 3, which is "
                                     "newer than this program's 2")));
  EXPECT_THAT(DumpDatabase(database), IsOkAndHolds(before));
}

TEST_F(MigrationTest, OtherProgramsFilesAreRefusedUntouched) {
  struct Case {
    const char* name;
    const char* sql;
  };
  const Case cases[] = {
      {"tables without a version", "CREATE TABLE t (a)"},
      {"another mark", "PRAGMA application_id = 5"},
      {"another mark with a version",
       "PRAGMA application_id = 5; PRAGMA user_version = 1"},
      {"no mark with a version", "PRAGMA user_version = 1"},
      {"a negative version",
       "PRAGMA application_id = 77; PRAGMA user_version = -1"},
  };
  int number = 0;
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const std::string path = dir_.File(absl::StrCat("case", number++));
    ASSERT_OK_AND_ASSIGN(SqliteDatabase database,
                         SqliteDatabase::Open(path, {}));
    ASSERT_THAT(database.Execute(c.sql), IsOk());
    ASSERT_OK_AND_ASSIGN(const std::string before, DumpDatabase(database));
    EXPECT_THAT(MigrateSchema(path, kSchema, database),
                HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
    EXPECT_THAT(DumpDatabase(database), IsOkAndHolds(before));
  }
}

TEST_F(MigrationTest, AKillAtAnyStatementCostsNothing) {
  MigrationKills kills;
  kills.old_file = "tests/golden/schema/orders_v1.sql";
  kills.migrate = [](const std::string& path, SqliteDatabase& database) {
    return MigrateSchema(path, kSchema, database);
  };
  // Two steps of BEGIN, four or two statements, the version and COMMIT, after
  // three questions.
  EXPECT_EQ(KillAtEveryStatement(kills), 15);
}

}  // namespace
}  // namespace isnad
