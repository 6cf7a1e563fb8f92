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
  kDocument,
  kDocumentVersion,
  kDocuments,
  kSketchKey,
  kBody,
  kText,
  kMentionVersions,
  kMentionVersionsOfEntity,
  kMentionVersion,
  kFactBlocks,
  kFactVersionFrom,
  kFactVersionUpTo,
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

  // Returns the statement of a query. It must not be in use already.
  absl::StatusOr<SqliteStatement*> Statement(ReadQuery query);

  // Returns the id of an entity, which never changes.
  absl::StatusOr<std::string> EntityId(int64_t number);

 private:
  explicit ReadConnection(SqliteDatabase database);

  SqliteDatabase database_;
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
    Lease(ReaderPool& pool, std::unique_ptr<ReadConnection> connection)
        : pool_(&pool), connection_(std::move(connection)) {}
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (connection_ != nullptr) pool_->Return(std::move(connection_));
    }
    ReadConnection* operator->() const { return connection_.get(); }
    ReadConnection& operator*() const { return *connection_; }

   private:
    ReaderPool* pool_;
    std::unique_ptr<ReadConnection> connection_;
  };

  // STORE_BUSY if too many are in use.
  absl::StatusOr<Lease> Take();

 private:
  void Return(std::unique_ptr<ReadConnection> connection);

  const std::string path_;
  const SqliteOptions options_;
  Mutex mutex_;
  int in_use_ ABSL_GUARDED_BY(mutex_) = 0;
  // The last one given back is the first taken: its cache is warm.
  std::vector<std::unique_ptr<ReadConnection>> idle_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_READER_POOL_H_
