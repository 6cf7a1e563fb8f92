#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_SQLITE_STORE_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_SQLITE_STORE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/base/clock.h"
#include "common/sqlite/database.h"
#include "common/sqlite/exclusive_lock.h"
#include "query_service/store/sqlite/index_feed.h"
#include "query_service/store/sqlite/indexer.h"
#include "query_service/store/sqlite/reader_pool.h"
#include "query_service/store/sqlite/revision_holds.h"
#include "query_service/store/sqlite/state_row.h"
#include "query_service/store/sqlite/store_progress.h"
#include "query_service/store/sqlite/version_file.h"
#include "query_service/store/sqlite/version_loader.h"
#include "query_service/store/sqlite/waiters.h"
#include "query_service/store/sqlite/writer.h"
#include "query_service/store/store.h"

namespace isnad {

// A store in a SQLite file, with its index in a second one beside it. One
// thread writes, one indexes, one notifies; readers have connections of their
// own and never wait for any of them. Thread-safe.
//
//   ASSIGN_OR_RETURN(auto store, SqliteStore::Open({"isnad.db"}));
class SqliteStore final : public Store {
 public:
  struct Options {
    std::string path;
    // Superseded versions are kept for this many revisions.
    int64_t retention_revisions = 10'000;
    // How connections are opened.
    SqliteOptions sqlite;
    const Clock* clock = &SystemClock();
  };

  // Opens or makes the file. FILE_UNUSABLE if it cannot be used, is of a newer
  // schema or of another program, or another process has it open;
  // STORE_DAMAGED.
  static absl::StatusOr<std::unique_ptr<SqliteStore>> Open(
      const Options& options);
  ~SqliteStore() override;

  StoreRevisions Revisions() const override { return progress_.Revisions(); }
  std::unique_ptr<PreparedRecord> Prepare(v1::Record&& record) const override;
  void Append(AppendBatch batch, AppendDone done) override;
  absl::StatusOr<ProducerState> GetProducer(
      absl::string_view producer) override;
  absl::StatusOr<std::vector<RejectedOffset>> ListRejected(
      absl::string_view producer, int64_t from, int limit) override;
  void DeleteDocument(absl::string_view document_id, DeleteDone done) override;
  void MergeEntities(absl::string_view source_id, absl::string_view target_id,
                     MergeDone done) override;
  absl::StatusOr<std::unique_ptr<StoreReader>> Read(
      std::optional<int64_t> revision) override;
  std::unique_ptr<RevisionHold> Hold(int64_t revision) override;
  WaitId Wait(const ReadRequirement& requirement, absl::Time deadline,
              WaitDone done) override;
  void CancelWait(WaitId id) override;
  absl::StatusOr<StoreStats> Stats() override;
  absl::StatusOr<StoreBackup> Backup(const std::string& file_name) override;
  const std::string& token_key() const override { return secrets_.token_key; }

 private:
  SqliteStore(const Options& options, ExclusiveLock lock, StoreSecrets secrets);

  // Starts the threads.
  absl::Status Start(SqliteDatabase main, OpenedIndex index);

  const Options options_;
  const ExclusiveLock lock_;
  const StoreSecrets secrets_;
  StoreProgress progress_;
  IndexFeed index_feed_;
  VersionFiles versions_;
  RevisionHolds holds_;
  // Connections close from the last of these to the first: whoever writes a
  // file closes it after all its readers, and so empties its log.
  std::unique_ptr<VersionLoader> version_loader_;
  std::unique_ptr<Writer> writer_;
  std::unique_ptr<Indexer> indexer_;
  ReaderPool readers_;
  std::unique_ptr<Waiters> waiters_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_SQLITE_STORE_H_
