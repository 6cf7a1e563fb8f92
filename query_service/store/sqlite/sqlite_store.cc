#include "query_service/store/sqlite/sqlite_store.h"

#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/crash_point.h"
#include "common/base/file.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "query_service/store/sqlite/backup.h"
#include "query_service/store/sqlite/index_schema.h"
#include "query_service/store/sqlite/index_writer.h"
#include "query_service/store/sqlite/prepared_record.h"
#include "query_service/store/sqlite/rejection_table.h"
#include "query_service/store/sqlite/schema.h"
#include "query_service/store/sqlite/sqlite_reader.h"
#include "query_service/store/store_errors.h"

namespace isnad {
namespace {

absl::StatusOr<ProducerStates> ReadProducers(SqliteDatabase& database) {
  ASSIGN_OR_RETURN(
      SqliteStatement query,
      database.Prepare("SELECT id, epoch, next_offset FROM producer"));
  ProducerStates producers;
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, query.Step());
    if (!more) return producers;
    producers[std::string(query.Text(0))] = {query.Int64(1), query.Int64(2)};
  }
}

int64_t FileBytes(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_size : 0;
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteStore>> SqliteStore::Open(
    const Options& options) {
  ASSIGN_OR_RETURN(ExclusiveLock lock, ExclusiveLock::Take(options.path));
  ASSIGN_OR_RETURN(SqliteDatabase main,
                   SqliteDatabase::Open(options.path, options.sqlite));
  RETURN_IF_ERROR(PrepareSchema(options.path, main));
  ASSIGN_OR_RETURN(StoreSecrets secrets, ReadStoreSecrets(main));
  ASSIGN_OR_RETURN(const StateRow state, ReadStateRow(main));
  ASSIGN_OR_RETURN(const ProducerStates producers, ReadProducers(main));
  ASSIGN_OR_RETURN(OpenedIndex index,
                   OpenIndex(IndexPath(options.path), options.sqlite,
                             secrets.store_id, state.newest));
  auto store = std::unique_ptr<SqliteStore>(
      new SqliteStore(options, std::move(lock), std::move(secrets)));
  store->progress_.RaiseOldest(std::max(state.oldest, index.state.collected));
  store->progress_.SetOpened(state.newest);
  store->progress_.SetNewest(state.newest);
  store->progress_.SetIndexed(index.state.indexed);
  store->progress_.PublishProducers(producers);
  CrashPoint(CrashAt::kStoreOpened);
  RETURN_IF_ERROR(store->Start(std::move(main), std::move(index)));
  return store;
}

SqliteStore::SqliteStore(const Options& options, ExclusiveLock lock,
                         StoreSecrets secrets)
    : options_(options),
      lock_(std::move(lock)),
      secrets_(std::move(secrets)),
      versions_(FolderOf(options.path)),
      readers_(options.path, options.sqlite) {}

SqliteStore::~SqliteStore() {
  // They call one another, so all threads end before any of them goes. A store
  // that could not be opened has none.
  if (version_loader_ != nullptr) version_loader_->Stop();
  if (writer_ != nullptr) writer_->Stop();
  if (indexer_ != nullptr) indexer_->Stop();
}

absl::Status SqliteStore::Start(SqliteDatabase main, OpenedIndex index) {
  SqliteOptions reading = options_.sqlite;
  reading.read_only = true;
  ASSIGN_OR_RETURN(SqliteDatabase indexed,
                   SqliteDatabase::Open(options_.path, reading));
  ASSIGN_OR_RETURN(std::unique_ptr<IndexWriter> index_writer,
                   IndexWriter::Create(std::move(indexed), std::move(index),
                                       index_feed_, versions_));
  // Before anything is indexed, see there.
  VersionLoader::Options loading;
  loading.path = options_.path;
  version_loader_ =
      std::make_unique<VersionLoader>(std::move(loading), versions_);
  waiters_ = std::make_unique<Waiters>(progress_, *options_.clock,
                                       [this] { indexer_->Notify(); });
  // Calls back only once there is something to write, which is after the
  // indexer was made.
  ASSIGN_OR_RETURN(
      writer_, Writer::Start(std::move(main), progress_, index_feed_, [this] {
        readers_.ReleaseSnapshots();
        indexer_->Notify();
        waiters_->Notify();
      }));
  Indexer::Options indexing;
  indexing.retention_revisions = options_.retention_revisions;
  indexing.oldest_held = [this] { return holds_.oldest(); };
  indexing.is_awaited = [this] { return waiters_->CallsWait(); };
  indexing.on_indexed = [this] {
    readers_.ReleaseSnapshots();
    waiters_->Notify();
  };
  indexing.on_collectable = [this](int64_t revision) {
    writer_->SetCollectable(revision);
  };
  indexer_ = std::make_unique<Indexer>(std::move(index_writer), progress_,
                                       std::move(indexing));
  return absl::OkStatus();
}

std::unique_ptr<PreparedRecord> SqliteStore::Prepare(
    v1::Record&& record) const {
  return PrepareRecord(std::move(record));
}

void SqliteStore::Append(AppendBatch batch, AppendDone done) {
  writer_->Append(std::move(batch), std::move(done));
}

absl::StatusOr<ProducerState> SqliteStore::GetProducer(
    absl::string_view producer) {
  return progress_.Producer(producer);
}

absl::StatusOr<std::vector<RejectedOffset>> SqliteStore::ListRejected(
    absl::string_view producer, int64_t from, int limit) {
  // A refusal brings no revision; a commit has let every older snapshot go.
  ASSIGN_OR_RETURN(ReaderPool::Lease connection,
                   readers_.Take(progress_.Revisions().readable()));
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection->Statement(ReadQuery::kRejections));
  query->BindText(1, producer);
  query->BindInt64(2, from);
  query->BindInt64(3, limit);
  return ReadRejections(*query);
}

void SqliteStore::DeleteDocument(absl::string_view document_id,
                                 DeleteDone done) {
  writer_->Delete(std::string(document_id), std::move(done));
}

void SqliteStore::MergeEntities(absl::string_view source_id,
                                absl::string_view target_id, MergeDone done) {
  writer_->Merge(std::string(source_id), std::string(target_id),
                 std::move(done));
}

absl::StatusOr<std::unique_ptr<StoreReader>> SqliteStore::Read(
    std::optional<int64_t> revision) {
  const StoreRevisions revisions = progress_.Revisions();
  const int64_t at = revision.value_or(revisions.readable());
  if (revision.has_value() && (at <= 0 || at > revisions.readable())) {
    return RevisionNotReadable(at, revisions);
  }
  if (!revision.has_value() && revisions.catching_up()) {
    return IndexCatchingUp();
  }
  if (at < revisions.oldest) return RevisionCompacted(at, revisions.oldest);
  ASSIGN_OR_RETURN(ReaderPool::Lease connection,
                   readers_.Take(revisions.readable()));
  return std::make_unique<SqliteReader>(std::move(connection), versions_,
                                        progress_, at);
}

std::unique_ptr<RevisionHold> SqliteStore::Hold(int64_t revision) {
  return holds_.Add(revision);
}

Store::WaitId SqliteStore::Wait(const ReadRequirement& requirement,
                                absl::Time deadline, WaitDone done) {
  return waiters_->Add(requirement, deadline, std::move(done));
}

void SqliteStore::CancelWait(WaitId id) { waiters_->Cancel(id); }

absl::StatusOr<StoreBackup> SqliteStore::Backup(const std::string& file_name) {
  return BackUpStore(options_.path, file_name, options_.sqlite);
}

absl::StatusOr<StoreStats> SqliteStore::Stats() {
  const StateRow state = writer_->State();
  StoreStats stats;
  stats.revisions = progress_.Revisions();
  stats.documents = state.documents;
  stats.entities = state.entities;
  stats.mentions = state.mentions;
  stats.quantities = state.quantities;
  const std::string index_path = IndexPath(options_.path);
  for (const std::string& path : {options_.path, index_path}) {
    stats.database_bytes +=
        FileBytes(path) + FileBytes(absl::StrCat(path, "-wal"));
  }
  return stats;
}

}  // namespace isnad
