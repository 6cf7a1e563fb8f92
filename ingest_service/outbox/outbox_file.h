// The outbox's SQLite file. Schema, version 2:
//
//   outbox     one row: the producer's id, its epoch, the offset of the next
//              record, the announced catalog, the key of page tokens
//   records    offset -> serialized isnad.v1.Record, until acknowledged
//   documents  name -> digests and answer of the state last taken in, and what
//              its caller declared
//   requests   request id -> digest and answer, the newest ones
//   rejected   offset -> record that the store refused, with its reason
//   operations name -> how far a long-running operation has come
#ifndef ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_FILE_H_
#define ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_FILE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/sqlite/database.h"
#include "common/sqlite/exclusive_lock.h"
#include "ingest_service/outbox/outbox_lookup.h"
#include "ingest_service/outbox/submission.h"

namespace isnad {

// What the file says of itself.
struct OutboxIdentity {
  std::string producer;         // 32 hexadecimal digits, made once
  int64_t epoch = 0;            // counts the openings, from 1
  std::string catalog_version;  // last announced; empty: none
  std::string page_key;         // 32 random bytes, made once
};

// The numbers that change with each transaction.
struct OutboxCounts {
  int64_t next_offset = 0;   // of the next record
  int64_t first_offset = 0;  // of the oldest unacknowledged record, else next
  int64_t records = 0;       // stored, the rejected ones included
  int64_t bytes = 0;         // of their serialized form
};

// Reads and writes the file. Not thread-safe. All but Open happens inside a
// transaction that the caller begins on `database()`.
class OutboxFile {
 public:
  ~OutboxFile();

  // Opens or makes the file, takes its lock and starts a new epoch, durably.
  // FILE_UNUSABLE, STORE_DAMAGED, DISK_FULL.
  static absl::StatusOr<std::unique_ptr<OutboxFile>> Open(
      const std::string& path, const std::string& vfs);

  SqliteDatabase& database() { return database_; }
  const OutboxIdentity& identity() const { return identity_; }
  const OutboxCounts& counts() const { return counts_; }

  // Restores the counts after a rollback.
  void RestoreCounts(const OutboxCounts& counts) { counts_ = counts; }

  // Puts a document in, unless its state or request is there already.
  absl::StatusOr<Receipt> Put(const Submission& submission,
                              int64_t max_request_ids);

  // Puts a new reading of a document in, unless the document's last state is
  // no longer the one of `read_offset` (-1: it has none here).
  absl::StatusOr<Receipt> PutReading(const Submission& submission,
                                     int64_t read_offset);

  // Adds an operation, and forgets the oldest finished ones.
  absl::Status AddOperation(const StoredOperation& operation);

  // Writes down how far an operation has come.
  absl::Status SaveOperation(const StoredOperation& operation);

  // Appends a record that is no document.
  absl::Status Append(absl::string_view record);

  // Appends the record that withdraws a document, and forgets the document, so
  // that its next submission is new whatever it holds.
  absl::Status Withdraw(const std::string& document, absl::string_view record);

  // Notes the catalog that has been announced.
  absl::Status SetCatalogVersion(absl::string_view version);

  // Moves a record that the store refused aside. Nothing happens if it is no
  // longer there.
  absl::Status Park(const Rejection& rejection);

  // Deletes the records before `offset`.
  absl::Status DeleteBefore(int64_t offset);

  // Puts a parked record back under a new offset; nullopt if there is none.
  absl::StatusOr<std::optional<Receipt>> Retry(int64_t offset);

  // Writes the counts down. Comes last in each transaction.
  absl::Status SaveCounts();

 private:
  struct Statements;

  OutboxFile(ExclusiveLock lock, SqliteDatabase database);
  absl::Status StartEpoch();
  absl::Status LoadCounts();
  absl::Status PrepareStatements();
  absl::Status InsertRecord(absl::string_view document,
                            absl::string_view record);
  absl::Status SaveRequest(const SubmissionKey& key, const Receipt& receipt,
                           int64_t max_request_ids);
  absl::Status SaveDocument(const SubmissionKey& key, int64_t offset,
                            absl::string_view answer);
  absl::Status DropParkedOf(absl::string_view document);

  const ExclusiveLock lock_;
  SqliteDatabase database_;
  // These go before the database does.
  std::optional<OutboxLookup> lookup_;
  std::unique_ptr<Statements> statements_;
  OutboxIdentity identity_;
  OutboxCounts counts_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_FILE_H_
