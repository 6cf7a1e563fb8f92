#include "query_service/store/sqlite/reader_pool.h"

#include <utility>

#include "common/sqlite/sqlite_status.h"
#include "common/status/status_macros.h"
#include "query_service/store/sqlite/document_ids.h"
#include "query_service/store/sqlite/fts_rank.h"
#include "query_service/store/sqlite/index_schema.h"
#include "query_service/store/store_errors.h"

namespace isnad {
namespace {

constexpr size_t kMaxRememberedIds = 1 << 14;

// The chunk of a list that may hold a version, or the first behind it, out of
// the two tables that posting_list.h describes. All versions of the small table
// are behind those of the large one, so the first row of the right table in
// front is the one; SQLite goes through the parts of a UNION ALL in order.
#define ISNAD_CHUNK_OF(table, condition)              \
  "SELECT first, more FROM (SELECT * FROM idx." table \
  " WHERE key=?1 AND " condition " LIMIT 1)"
#define ISNAD_CHUNK_UP_TO(table)                                   \
  ISNAD_CHUNK_OF("recent_" table, "first<=?2 ORDER BY first DESC") \
  " UNION ALL " ISNAD_CHUNK_OF(table,                              \
                               "first<=?2 ORDER BY first DESC") " LIMIT 1"
#define ISNAD_CHUNK_FROM(table)                     \
  ISNAD_CHUNK_OF(table, "first>=?2 ORDER BY first") \
  " UNION ALL " ISNAD_CHUNK_OF("recent_" table,     \
                               "first>=?2 ORDER BY first") " LIMIT 1"

// In the order of ReadQuery. ?1 is the revision wherever one is asked for.
constexpr const char* kQueries[] = {
    // kEntity
    "SELECT replaced, data FROM entity_version WHERE id=?2 AND version<=?1 "
    "ORDER BY version DESC LIMIT 1",
    // kEntities
    "SELECT id, data FROM entity_version WHERE id>?2 AND version<=?1 AND "
    "replaced>?1 ORDER BY id",
    // kEntityId
    "SELECT id FROM entity_number WHERE number=?1",
    // kEntityNumber
    "SELECT number FROM entity_version WHERE id=?1 LIMIT 1",
    // kNameKey
    "SELECT id FROM idx.name_key WHERE key=?1 ORDER BY id",
    // kRedirects
    "SELECT id FROM idx.redirect WHERE target=?1 ORDER BY id",
    // kEntityChanges
    "SELECT e.data FROM entity_change c JOIN entity_number n USING (number) "
    "JOIN entity_version e ON e.id=n.id AND e.version=c.revision WHERE "
    "c.revision>?2 AND c.revision<=?1 ORDER BY c.revision",
    // kDocumentVersionOf
    kDocumentVersionSql,
    // kDocumentVersion
    "SELECT v.version, v.header FROM document_version v WHERE v.version=?2 "
    "AND v.version<=?1 AND v.replaced>?1",
    // kDocumentVersions
    kDocumentVersionsSql,
    // kSketchKey
    "SELECT v.version, v.header FROM idx.sketch_key k CROSS JOIN "
    "main.document_version v ON v.version=k.version WHERE k.key=?2 AND "
    "k.version<?3 AND k.version<=?1 AND v.replaced>?1 ORDER BY k.version",
    // kBody
    "SELECT text, source, alignment FROM document_body WHERE version=?1",
    // kText
    "SELECT text FROM document_body WHERE version=?1",
    // kMentionVersions
    "SELECT version, id, entities FROM document_version WHERE version>=?2 AND "
    "version<=?3 AND version<=?1 AND replaced>?1 ORDER BY version",
    // kMentionChunkUpTo
    ISNAD_CHUNK_UP_TO("posting"),
    // kMentionChunkFrom
    ISNAD_CHUNK_FROM("posting"),
    // kMentionVersion
    "SELECT id, entities FROM document_version WHERE version=?1",
    // kMentionBlocks
    "SELECT key, data FROM fact_block WHERE key=?1 UNION ALL SELECT key, data "
    "FROM fact_block WHERE key>=?2 AND key<?3",
    // kFactBlocks
    "SELECT key, data FROM fact_block WHERE key>=?1 AND key<?2 ORDER BY key",
    // kFactChunkUpTo
    ISNAD_CHUNK_UP_TO("fact_posting"),
    // kFactChunkFrom
    ISNAD_CHUNK_FROM("fact_posting"),
    // kDocumentTime
    "SELECT time FROM idx.document_time WHERE version=?1",
    // kDocumentAfterTime
    "SELECT time, version FROM idx.document_time WHERE (time, version)>(?1, "
    "?2) ORDER BY time, version LIMIT 1",
    // kDocumentBeforeTime
    "SELECT time, version FROM idx.document_time WHERE (time, version)<(?1, "
    "?2) ORDER BY time DESC, version DESC LIMIT 1",
    // kReplacedVersions
    "SELECT version FROM superseded WHERE revision=?1 AND kind=?2 ORDER BY "
    "version",
    // kChangedEntities
    "SELECT e.data FROM entity_change c JOIN entity_number n USING (number) "
    "JOIN entity_version e ON e.id=n.id AND e.version=c.revision WHERE "
    "c.revision=?1 ORDER BY n.id",
    // kSearch
    "SELECT version, score FROM (SELECT s.rowid AS version, "
    "isnad_rank(search) AS score FROM idx.search s CROSS JOIN "
    "main.document_version v ON v.version=s.rowid WHERE search MATCH ?2 AND "
    "v.version<=?1 AND v.replaced>?1) WHERE score<?3 OR (score=?3 AND "
    "version>?4) ORDER BY score DESC, version LIMIT ?5",
    // kRejections
    "SELECT offset, status FROM rejection WHERE producer=?1 AND offset>=?2 "
    "ORDER BY offset LIMIT ?3",
};
#undef ISNAD_CHUNK_FROM
#undef ISNAD_CHUNK_UP_TO
#undef ISNAD_CHUNK_OF
static_assert(std::size(kQueries) == static_cast<size_t>(ReadQuery::kCount),
              "one statement for each query");

}  // namespace

ReadConnection::ReadConnection(SqliteDatabase database)
    : database_(std::move(database)) {}

absl::StatusOr<std::unique_ptr<ReadConnection>> ReadConnection::Open(
    const std::string& path, const SqliteOptions& options) {
  SqliteOptions reading = options;
  reading.read_only = true;
  ASSIGN_OR_RETURN(SqliteDatabase database,
                   SqliteDatabase::Open(path, reading));
  {
    ASSIGN_OR_RETURN(SqliteStatement attach,
                     database.Prepare("ATTACH ?1 AS idx"));
    const std::string index_path = IndexPath(path);
    attach.BindText(1, index_path);
    RETURN_IF_ERROR(attach.Run());
  }
  RETURN_IF_ERROR(RegisterFtsRank(database));
  auto connection =
      std::unique_ptr<ReadConnection>(new ReadConnection(std::move(database)));
  ASSIGN_OR_RETURN(connection->begin_, connection->database_.Prepare("BEGIN"));
  ASSIGN_OR_RETURN(connection->end_, connection->database_.Prepare("END"));
  return connection;
}

absl::Status ReadConnection::HoldSnapshot(int64_t readable) {
  if (snapshot_ >= readable) return absl::OkStatus();
  ReleaseSnapshot();
  // Each file's snapshot is taken by the first statement that reads it, which
  // can only be later, and rows say from and until when they hold.
  RETURN_IF_ERROR(begin_.Run());
  snapshot_ = readable;
  return absl::OkStatus();
}

void ReadConnection::ReleaseSnapshot() {
  if (snapshot_ < 0) return;
  snapshot_ = -1;
  // Nothing was written, so there is nothing that could fail; an error that
  // ended the transaction by itself is the one case in which it does.
  (void)end_.Run();
}

absl::StatusOr<SqliteStatement*> ReadConnection::Statement(ReadQuery query) {
  const auto index = static_cast<size_t>(query);
  if (statements_[index] == nullptr) {
    ASSIGN_OR_RETURN(SqliteStatement statement,
                     database_.Prepare(kQueries[index]));
    statements_[index] =
        std::make_unique<SqliteStatement>(std::move(statement));
  }
  return statements_[index].get();
}

absl::StatusOr<std::string> ReadConnection::EntityId(int64_t number) {
  const auto known = entity_ids_.find(number);
  if (known != entity_ids_.end()) return known->second;
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   Statement(ReadQuery::kEntityId));
  query->BindInt64(1, number);
  ASSIGN_OR_RETURN(const bool found, query->Step());
  if (!found) {
    return SqliteStatus(SQLITE_CORRUPT, "an entity's number has no id",
                        "entity_number");
  }
  std::string id(query->Text(0));
  query->Reset();
  if (entity_ids_.size() >= kMaxRememberedIds) entity_ids_.clear();
  entity_ids_[number] = id;
  return id;
}

ReaderPool::ReaderPool(std::string path, SqliteOptions options)
    : path_(std::move(path)), options_(std::move(options)) {}

absl::StatusOr<ReaderPool::Lease> ReaderPool::Take(int64_t readable) {
  ASSIGN_OR_RETURN(Lease lease, TakeConnection());
  RETURN_IF_ERROR(lease->HoldSnapshot(readable));
  return lease;
}

absl::StatusOr<ReaderPool::Lease> ReaderPool::TakeConnection() {
  int64_t generation = 0;
  {
    MutexLock lock(mutex_);
    if (in_use_ >= kMaxConnections) return StoreBusy();
    ++in_use_;
    generation = generation_;
    if (!idle_.empty()) {
      std::unique_ptr<ReadConnection> connection = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(connection), generation);
    }
  }
  absl::StatusOr<std::unique_ptr<ReadConnection>> opened =
      ReadConnection::Open(path_, options_);
  if (opened.ok()) return Lease(*this, *std::move(opened), generation);
  MutexLock lock(mutex_);
  --in_use_;
  return opened.status();
}

void ReaderPool::ReleaseSnapshots() {
  MutexLock lock(mutex_);
  ++generation_;
  // Under the lock, since a connection must not be taken meanwhile; it costs a
  // microsecond each.
  for (const auto& connection : idle_) connection->ReleaseSnapshot();
}

void ReaderPool::Return(std::unique_ptr<ReadConnection> connection,
                        int64_t generation) {
  MutexLock lock(mutex_);
  --in_use_;
  if (generation != generation_) connection->ReleaseSnapshot();
  if (idle_.size() < kMaxIdle) idle_.push_back(std::move(connection));
}

}  // namespace isnad
