#include "query_service/store/sqlite/index_schema.h"

#include <unistd.h>

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/log/log.h"
#include "common/sqlite/transaction.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/text/fold.h"

namespace isnad {
namespace {

// Version of the tables below and of the rules for words.
constexpr int64_t kIndexVersion = 9;

// Words are folded and joined by spaces, so all that is left to the tokenizer
// of `search` is to split at spaces: `ascii` does that in a third of the time
// that `unicode61` takes to classify every letter again. A piece of the indexer
// becomes one segment of `search`, whatever its size; segments are joined when
// there is nothing to index, and while there is only once there are many.
constexpr char kIndexSchemaSql[] = R"sql(
CREATE TABLE state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  store_id BLOB NOT NULL,
  fold_version INTEGER NOT NULL,
  indexed INTEGER NOT NULL,
  collected INTEGER NOT NULL
);
CREATE TABLE posting (
  key INTEGER NOT NULL,
  first INTEGER NOT NULL,
  more BLOB NOT NULL,
  PRIMARY KEY (key, first)
) WITHOUT ROWID;
CREATE TABLE recent_posting (
  key INTEGER NOT NULL,
  first INTEGER NOT NULL,
  more BLOB NOT NULL,
  PRIMARY KEY (key, first)
) WITHOUT ROWID;
CREATE TABLE name_key (
  key TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (key, id)
) WITHOUT ROWID;
CREATE TABLE redirect (
  target TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (target, id)
) WITHOUT ROWID;
CREATE TABLE fact_posting (
  key INTEGER NOT NULL,
  first INTEGER NOT NULL,
  more BLOB NOT NULL,
  PRIMARY KEY (key, first)
) WITHOUT ROWID;
CREATE TABLE recent_fact_posting (
  key INTEGER NOT NULL,
  first INTEGER NOT NULL,
  more BLOB NOT NULL,
  PRIMARY KEY (key, first)
) WITHOUT ROWID;
CREATE TABLE document_time (
  version INTEGER PRIMARY KEY,
  time INTEGER NOT NULL
);
CREATE UNIQUE INDEX document_by_time ON document_time (time, version);
CREATE TABLE sketch_key (
  key INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (key, version)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5 (
  words, content = '', tokenize = 'ascii'
);
INSERT INTO search (search, rank) VALUES ('hashsize', 8388608);
INSERT INTO search (search, rank) VALUES ('automerge', 12);
)sql";

// Returns the state of an index that can be used, nothing for one that can't.
absl::StatusOr<std::optional<IndexState>> ReadState(SqliteDatabase& database,
                                                    absl::string_view store_id,
                                                    int64_t newest) {
  ASSIGN_OR_RETURN(const int64_t version, database.UserVersion());
  if (version != kIndexVersion) return std::nullopt;
  ASSIGN_OR_RETURN(SqliteStatement query,
                   database.Prepare("SELECT store_id, fold_version, indexed, "
                                    "collected FROM state"));
  ASSIGN_OR_RETURN(const bool found, query.Step());
  if (!found || query.Blob(0) != store_id || query.Int64(1) != kFoldVersion) {
    return std::nullopt;
  }
  IndexState state{query.Int64(2), query.Int64(3)};
  if (state.indexed > newest) return std::nullopt;
  return state;
}

absl::Status CreateIndex(SqliteDatabase& database, absl::string_view store_id) {
  ASSIGN_OR_RETURN(SqliteTransaction transaction,
                   SqliteTransaction::BeginWrite(database));
  RETURN_IF_ERROR(database.Execute(kIndexSchemaSql));
  ASSIGN_OR_RETURN(SqliteStatement insert,
                   database.Prepare("INSERT INTO state VALUES (1, ?1, ?2, 0, "
                                    "0)"));
  insert.BindBlob(1, store_id);
  insert.BindInt64(2, kFoldVersion);
  RETURN_IF_ERROR(insert.Run());
  RETURN_IF_ERROR(database.SetUserVersion(kIndexVersion));
  return transaction.Commit();
}

// A crash may lose the last transactions of the index, never its integrity; it
// is made anew from the main file.
absl::Status Configure(SqliteDatabase& database) {
  return database.Execute("PRAGMA synchronous=NORMAL;");
}

absl::StatusOr<OpenedIndex> TryOpen(const std::string& path,
                                    const SqliteOptions& options,
                                    absl::string_view store_id,
                                    int64_t newest) {
  ASSIGN_OR_RETURN(SqliteDatabase database,
                   SqliteDatabase::Open(path, options));
  RETURN_IF_ERROR(Configure(database));
  ASSIGN_OR_RETURN(const std::optional<IndexState> state,
                   ReadState(database, store_id, newest));
  if (!state.has_value()) return absl::NotFoundError("no usable index");
  return OpenedIndex{std::move(database), *state};
}

}  // namespace

std::string IndexPath(const std::string& database_path) {
  return absl::StrCat(database_path, "-index");
}

absl::string_view IndexSchemaSql() { return kIndexSchemaSql; }

absl::StatusOr<OpenedIndex> OpenIndex(const std::string& path,
                                      const SqliteOptions& options,
                                      absl::string_view store_id,
                                      int64_t newest) {
  const bool existed = ::access(path.c_str(), F_OK) == 0;
  absl::StatusOr<OpenedIndex> opened = TryOpen(path, options, store_id, newest);
  const bool can_remake = !opened.ok() && (absl::IsNotFound(opened.status()) ||
                                           absl::IsDataLoss(opened.status()) ||
                                           absl::IsInternal(opened.status()));
  if (!can_remake) return opened;
  if (existed) {
    Log(LogLevel::kInfo, "index_remade",
        {{"path", path}, {"because", opened.status().message()}});
  }
  for (const char* suffix : {"", "-wal", "-shm"}) {
    ::unlink(absl::StrCat(path, suffix).c_str());
  }
  ASSIGN_OR_RETURN(SqliteDatabase database,
                   SqliteDatabase::Open(path, options));
  RETURN_IF_ERROR(Configure(database));
  RETURN_IF_ERROR(CreateIndex(database, store_id));
  return OpenedIndex{std::move(database), IndexState()};
}

}  // namespace isnad
