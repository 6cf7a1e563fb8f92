#ifndef ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_READER_H_
#define ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_READER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/sqlite/database.h"
#include "ingest_service/outbox/outbox_lookup.h"
#include "ingest_service/outbox/submission.h"

namespace isnad {

// A record as it is kept.
struct StoredRecord {
  int64_t offset = 0;
  // Serialized isnad.v1.Record.
  std::string record;
};

// Reads what is durable in the outbox's file, beside the writer and without
// waiting for it. Not thread-safe.
class OutboxReader {
 public:
  // The file must exist with its tables.
  static absl::StatusOr<std::unique_ptr<OutboxReader>> Open(
      const std::string& path, const std::string& vfs);

  // As OutboxLookup::Find.
  absl::StatusOr<std::optional<Receipt>> Find(const SubmissionKey& key) {
    return lookup_->Find(key);
  }

  // Returns records with consecutive offsets from `offset` on, until either
  // limit is reached, but at least one if there is any.
  absl::StatusOr<std::vector<StoredRecord>> Read(int64_t offset,
                                                 int max_records,
                                                 int64_t max_bytes);

  // Returns the state of a document, nullopt if none is known.
  absl::StatusOr<std::optional<DocumentState>> FindDocument(
      const std::string& name);

  // Returns an operation, nullopt if there is none of the name.
  absl::StatusOr<std::optional<StoredOperation>> FindOperation(
      const std::string& name);

  // Returns the oldest operation that is not done, nullopt if all are.
  absl::StatusOr<std::optional<StoredOperation>> NextOperation();

  // Returns the number that the next operation will have, from 1.
  absl::StatusOr<int64_t> NextOperationNumber() {
    return database_.QueryInt64(
        "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence"
        " WHERE name = 'operations'");
  }

  // Returns up to `limit` parked documents with offsets from `offset` on.
  absl::StatusOr<std::vector<ParkedDocument>> ListParked(int64_t offset,
                                                         int limit);

 private:
  explicit OutboxReader(SqliteDatabase database)
      : database_(std::move(database)) {}

  static absl::StatusOr<std::optional<StoredOperation>> TakeOperation(
      SqliteStatement& query);

  SqliteDatabase database_;
  // These go before the database does.
  std::optional<OutboxLookup> lookup_;
  SqliteStatement read_;
  SqliteStatement list_parked_;
  SqliteStatement find_document_;
  SqliteStatement find_operation_;
  SqliteStatement next_operation_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_READER_H_
