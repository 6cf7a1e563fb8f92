#include <string>
#include <utility>

#include "common/base/file.h"
#include "common/sqlite/database.h"
#include "common/sqlite/sqlite_status.h"
#include "common/sqlite/transaction.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

// --- The table of result codes ---

struct StatusCase {
  std::string name;
  int code;
  absl::StatusCode status;
  v1::ErrorReason reason;
};

class SqliteStatusTest : public testing::TestWithParam<StatusCase> {};

TEST_P(SqliteStatusTest, MapsToCodeAndReason) {
  const absl::Status status =
      SqliteStatus(GetParam().code, "secret detail", "test");
  EXPECT_THAT(status, StatusIs(GetParam().status));
  EXPECT_THAT(status, HasReason(GetParam().reason));
  EXPECT_THAT(std::string(status.message()),
              testing::Not(testing::HasSubstr("secret")));
}

INSTANTIATE_TEST_SUITE_P(
    Codes, SqliteStatusTest,
    testing::Values(
        StatusCase{"Busy", SQLITE_BUSY, absl::StatusCode::kUnavailable,
                   v1::ERROR_REASON_STORE_BUSY},
        StatusCase{"BusySnapshot", SQLITE_BUSY_SNAPSHOT,
                   absl::StatusCode::kUnavailable, v1::ERROR_REASON_STORE_BUSY},
        StatusCase{"Full", SQLITE_FULL, absl::StatusCode::kResourceExhausted,
                   v1::ERROR_REASON_DISK_FULL},
        StatusCase{"Corrupt", SQLITE_CORRUPT_VTAB, absl::StatusCode::kDataLoss,
                   v1::ERROR_REASON_STORE_DAMAGED},
        StatusCase{"NotADb", SQLITE_NOTADB, absl::StatusCode::kDataLoss,
                   v1::ERROR_REASON_STORE_DAMAGED},
        StatusCase{"CantOpen", SQLITE_CANTOPEN_ISDIR,
                   absl::StatusCode::kFailedPrecondition,
                   v1::ERROR_REASON_FILE_UNUSABLE},
        StatusCase{"Interrupt", SQLITE_INTERRUPT, absl::StatusCode::kCancelled,
                   v1::ERROR_REASON_CALLER_GONE},
        StatusCase{"Io", SQLITE_IOERR_FSYNC, absl::StatusCode::kInternal,
                   v1::ERROR_REASON_INTERNAL}),
    [](const testing::TestParamInfo<StatusCase>& param) {
      return param.param.name;
    });

TEST(SqliteStatusTableTest, SuccessIsOkAndUniqueIsAlreadyExists) {
  for (const int code : {SQLITE_OK, SQLITE_ROW, SQLITE_DONE}) {
    EXPECT_THAT(SqliteStatus(code, "", ""), IsOk());
  }
  EXPECT_THAT(SqliteStatus(SQLITE_CONSTRAINT_UNIQUE, "", ""),
              StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(SqliteStatus(SQLITE_CONSTRAINT_NOTNULL, "", ""),
              StatusIs(absl::StatusCode::kInternal));
}

// --- Connections ---

class SqliteDatabaseTest : public testing::Test {
 protected:
  SqliteDatabase Open(const SqliteOptions& options = {}) {
    absl::StatusOr<SqliteDatabase> database =
        SqliteDatabase::Open(path_, options);
    EXPECT_THAT(database, IsOk());
    return *std::move(database);
  }

  TempDir dir_;
  const std::string path_ = dir_.File("test.db");
};

TEST_F(SqliteDatabaseTest, IsDurableByDefault) {
  SqliteDatabase database = Open();
  EXPECT_THAT(database.QueryInt64("PRAGMA synchronous"), IsOkAndHolds(2));
  auto mode = database.Prepare("PRAGMA journal_mode");
  ASSERT_THAT(mode, IsOk());
  ASSERT_THAT(mode->Step(), IsOkAndHolds(true));
  EXPECT_EQ(mode->Text(0), "wal");
}

TEST_F(SqliteDatabaseTest, ValuesRoundTrip) {
  SqliteDatabase database = Open();
  ASSERT_THAT(database.Execute("CREATE TABLE t (a, b, c, d, e)"), IsOk());
  {
    ASSERT_OK_AND_ASSIGN(
        SqliteStatement insert,
        database.Prepare("INSERT INTO t VALUES (?1, ?2, ?3, ?4, ?5)"));
    const std::string with_null("a\0b", 3);
    insert.BindInt64(1, INT64_MIN);
    insert.BindText(2, "");
    insert.BindBlob(3, with_null);
    insert.BindDouble(4, 0.5);
    insert.BindNull(5);
    ASSERT_THAT(insert.Run(), IsOk());
    EXPECT_EQ(database.changes(), 1);
  }
  ASSERT_OK_AND_ASSIGN(SqliteStatement read,
                       database.Prepare("SELECT * FROM t"));
  ASSERT_THAT(read.Step(), IsOkAndHolds(true));
  EXPECT_EQ(read.Int64(0), INT64_MIN);
  EXPECT_FALSE(read.IsNull(1));
  EXPECT_EQ(read.Text(1), "");
  EXPECT_EQ(read.Blob(2), absl::string_view("a\0b", 3));
  EXPECT_EQ(read.Double(3), 0.5);
  EXPECT_TRUE(read.IsNull(4));
  EXPECT_THAT(read.Step(), IsOkAndHolds(false));
}

TEST_F(SqliteDatabaseTest, BindingWhatIsNotThereFailsTheStep) {
  SqliteDatabase database = Open();
  ASSERT_OK_AND_ASSIGN(SqliteStatement query, database.Prepare("SELECT ?1"));
  query.BindInt64(2, 1);
  EXPECT_THAT(query.Step(), StatusIs(absl::StatusCode::kInternal));
  query.BindInt64(1, 7);
  EXPECT_THAT(query.Step(), IsOkAndHolds(true));
}

TEST_F(SqliteDatabaseTest, UnfinishedTransactionIsRolledBack) {
  SqliteDatabase database = Open();
  ASSERT_THAT(database.Execute("CREATE TABLE t (a)"), IsOk());
  {
    ASSERT_OK_AND_ASSIGN(SqliteTransaction transaction,
                         SqliteTransaction::BeginWrite(database));
    ASSERT_THAT(database.Execute("INSERT INTO t VALUES (1)"), IsOk());
  }
  EXPECT_THAT(database.QueryInt64("SELECT count(*) FROM t"), IsOkAndHolds(0));
  {
    ASSERT_OK_AND_ASSIGN(SqliteTransaction transaction,
                         SqliteTransaction::BeginWrite(database));
    ASSERT_THAT(database.Execute("INSERT INTO t VALUES (1)"), IsOk());
    ASSERT_THAT(transaction.Commit(), IsOk());
    EXPECT_FALSE(transaction.Commit().ok());
  }
  EXPECT_THAT(database.QueryInt64("SELECT count(*) FROM t"), IsOkAndHolds(1));
}

TEST_F(SqliteDatabaseTest, SecondWriterIsBusyAndReaderIsNot) {
  SqliteDatabase first = Open();
  ASSERT_THAT(first.Execute("CREATE TABLE t (a)"), IsOk());
  SqliteOptions impatient;
  impatient.busy_timeout = absl::ZeroDuration();
  SqliteDatabase second = Open(impatient);
  ASSERT_OK_AND_ASSIGN(SqliteTransaction transaction,
                       SqliteTransaction::BeginWrite(first));
  EXPECT_THAT(SqliteTransaction::BeginWrite(second),
              HasReason(v1::ERROR_REASON_STORE_BUSY));
  EXPECT_THAT(second.QueryInt64("SELECT count(*) FROM t"), IsOkAndHolds(0));
}

TEST_F(SqliteDatabaseTest, ReadOnlyConnectionCannotWrite) {
  Open();
  SqliteOptions options;
  options.read_only = true;
  SqliteDatabase database = Open(options);
  EXPECT_THAT(database.Execute("CREATE TABLE t (a)"),
              HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

TEST_F(SqliteDatabaseTest, UserVersionIsKept) {
  ASSERT_THAT(Open().SetUserVersion(7), IsOk());
  EXPECT_THAT(Open().UserVersion(), IsOkAndHolds(7));
}

TEST_F(SqliteDatabaseTest, FileThatIsNoDatabaseIsDamaged) {
  ASSERT_THAT(WriteFileAtomically(path_, std::string(4096, 'x')), IsOk());
  EXPECT_THAT(SqliteDatabase::Open(path_, {}),
              HasReason(v1::ERROR_REASON_STORE_DAMAGED));
  SqliteOptions options;
  options.read_only = true;
  EXPECT_THAT(SqliteDatabase::Open(path_, options),
              HasReason(v1::ERROR_REASON_STORE_DAMAGED));
}

TEST_F(SqliteDatabaseTest, MissingFolderIsUnusable) {
  EXPECT_THAT(SqliteDatabase::Open(dir_.File("no/test.db"), {}),
              HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
  SqliteOptions options;
  options.create = false;
  EXPECT_THAT(SqliteDatabase::Open(path_, options),
              HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

TEST_F(SqliteDatabaseTest, IntegrityCheckFindsDamage) {
  {
    SqliteDatabase database = Open();
    ASSERT_THAT(database.Execute("CREATE TABLE t (a UNIQUE)"), IsOk());
    ASSERT_THAT(database.Execute(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 "
                    "FROM n LIMIT 5000) INSERT INTO t SELECT hex(i*7919) FROM "
                    "n"),
                IsOk());
    EXPECT_THAT(database.CheckIntegrity(), IsOk());
  }
  ASSERT_OK_AND_ASSIGN(std::string bytes, ReadFile(path_, 1 << 24));
  ASSERT_GT(bytes.size(), 20'000u);
  for (size_t i = 8'192; i < 12'288; ++i) bytes[i] = 'x';
  ASSERT_THAT(WriteFileAtomically(path_, bytes), IsOk());
  SqliteDatabase damaged = Open();
  EXPECT_THAT(damaged.CheckIntegrity(),
              HasReason(v1::ERROR_REASON_STORE_DAMAGED));
}

}  // namespace
}  // namespace isnad
