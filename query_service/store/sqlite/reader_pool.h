#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_READER_POOL_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_READER_POOL_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/base/mutex.h"
#include "common/sqlite/database.h"

namespace isnad {

// What readers ask of the two files; each is prepared once a connection.
enum class ReadQuery {
  kEntity,
  kEntities,
  kEntityId,
  kEntityNumber,
  kNameKey,
  kRedirects,
  kEntityChanges,
  kDocumentVersionOf,
  kDocumentVersion,
  kDocumentVersions,
  kSketchKey,
  kBody,
  kText,
  kMentionVersions,
  kMentionChunkUpTo,
  kMentionChunkFrom,
  kMentionVersion,
  kMentionBlocks,
  kFactBlocks,
  kFactChunkUpTo,
  kFactChunkFrom,
  kDocumentTime,
  kDocumentAfterTime,
  kDocumentBeforeTime,
  kReplacedVersions,
  kChangedEntities,
  kSearch,
  kRejections,
  kCount,
};

// A read-only connection to the main file with the index attached as `idx`,
// and what it remembers. Not thread-safe.
class ReadConnection {
 public:
  static absl::StatusOr<std::unique_ptr<ReadConnection>> Open(
      const std::string& path, const SqliteOptions& options);

  // Makes the statements to come read a snapshot that holds `readable`, the
  // revision that was the newest readable one before this call: the one there
  // is, if it is new enough. Within a snapshot a statement costs no locks.
  absl::Status HoldSnapshot(int64_t readable);

  // Lets the snapshot go, which keeps the write-ahead logs from being begun
  // anew. REQUIRES: no statement is under way.
  void ReleaseSnapshot();

  // Returns the statement of a query. It must not be in use already.
  absl::StatusOr<SqliteStatement*> Statement(ReadQuery query);

  // Returns the id of an entity, which never changes.
  absl::StatusOr<std::string> EntityId(int64_t number);

 private:
  explicit ReadConnection(SqliteDatabase database);

  SqliteDatabase database_;
  SqliteStatement begin_;
  SqliteStatement end_;
  // The snapshot holds this revision and all before it; -1 if there is none.
  int64_t snapshot_ = -1;
  std::array<std::unique_ptr<SqliteStatement>,
             static_cast<size_t>(ReadQuery::kCount)>
      statements_;
  // Bounded.
  absl::flat_hash_map<int64_t, std::string> entity_ids_;
};

// Connections for readers; each is used by one at a time. Thread-safe.
class ReaderPool {
 public:
  // More readers than this at a time are answered STORE_BUSY.
  static constexpr int kMaxConnections = 64;
  // Connections kept open while nobody uses them.
  static constexpr size_t kMaxIdle = 16;

  ReaderPool(std::string path, SqliteOptions options);

  // Gives its connection back at the end of its life.
  class Lease {
   public:
    Lease(ReaderPool& pool, std::unique_ptr<ReadConnection> connection,
          int64_t generation)
        : pool_(&pool),
          connection_(std::move(connection)),
          generation_(generation) {}
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (connection_ == nullptr) return;
      pool_->Return(std::move(connection_), generation_);
    }
    ReadConnection* operator->() const { return connection_.get(); }
    ReadConnection& operator*() const { return *connection_; }

   private:
    ReaderPool* pool_;
    std::unique_ptr<ReadConnection> connection_;
    // Of the pool when it was taken.
    int64_t generation_;
  };

  // Gives a connection with a snapshot that holds `readable` (as
  // `ReadConnection::HoldSnapshot`). STORE_BUSY if too many are in use.
  absl::StatusOr<Lease> Take(int64_t readable);

  // Makes every connection let its snapshot go, at once or when it is given
  // back. Called when there is something newer to read: nobody wants an older
  // snapshot then, and the logs can be begun anew.
  void ReleaseSnapshots();

 private:
  absl::StatusOr<Lease> TakeConnection();
  void Return(std::unique_ptr<ReadConnection> connection, int64_t generation);

  const std::string path_;
  const SqliteOptions options_;
  Mutex mutex_;
  // Counts calls of ReleaseSnapshots.
  int64_t generation_ ABSL_GUARDED_BY(mutex_) = 0;
  int in_use_ ABSL_GUARDED_BY(mutex_) = 0;
  // The last one given back is the first taken: its cache is warm.
  std::vector<std::unique_ptr<ReadConnection>> idle_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_READER_POOL_H_
