#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_REJECTION_TABLE_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_REJECTION_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/sqlite/database.h"
#include "query_service/store/store.h"

namespace isnad {

// Reads the rejections that a query on the columns (offset, status) yields.
absl::StatusOr<std::vector<RejectedOffset>> ReadRejections(
    SqliteStatement& query);

// The writer's view of table `rejection`: what was refused of a producer's
// records, kept until the producer has settled it, so that a producer which
// died before it learned of a refusal is told again. Not thread-safe; all
// calls within the writer's transaction.
class RejectionTable {
 public:
  // A producer that never settles anything is remembered this many offsets
  // back, so that the table stays bounded.
  static constexpr int64_t kMaxOffsetsBack = 1'000'000;

  // `database` must outlive the result.
  static absl::StatusOr<RejectionTable> Create(SqliteDatabase& database);

  // Notes a refusal.
  absl::Status Add(const std::string& producer, const RejectedOffset& rejected);

  // Forgets the rejections before an offset.
  absl::Status Settle(const std::string& producer, int64_t offset);

  // Returns those with begin <= offset < end.
  absl::StatusOr<std::vector<RejectedOffset>> Find(const std::string& producer,
                                                   int64_t begin, int64_t end);

 private:
  RejectionTable() = default;

  SqliteStatement insert_;
  SqliteStatement delete_;
  SqliteStatement select_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_REJECTION_TABLE_H_
