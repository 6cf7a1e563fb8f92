// What the query service keeps, behind one interface. Nothing above it knows
// which engine holds the data.
//
// Every record that changes something gets a revision of its own, 1, 2, 3, ...
// in commit order. Documents and entities are kept as versions: a version that
// came with revision `from` and was replaced by revision `to` is seen at every
// revision r with from <= r < to. A superseded version is kept for the
// retention window and then collected, after which revisions below `to` can no
// longer be read.
#ifndef ISNAD_QUERY_SERVICE_STORE_STORE_H_
#define ISNAD_QUERY_SERVICE_STORE_STORE_H_

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/rpc/write_token.h"
#include "isnad/v1/analysis.pb.h"
#include "isnad/v1/record_service.pb.h"
#include "query_service/store/store_reader.h"

namespace isnad {

// Where the store stands.
struct StoreRevisions {
  // The newest durable revision, 0 in an empty store.
  int64_t newest = 0;
  // The newest revision that every index has reached.
  int64_t indexed = 0;
  // The oldest revision that can still be read.
  int64_t oldest = 0;
  // The newest revision that was there when the store was opened. Until every
  // index has reached it, as after a damaged index was thrown away, the newest
  // readable revision is one of the past.
  int64_t opened = 0;

  // The newest revision that is durable and indexed.
  int64_t readable() const { return std::min(newest, indexed); }

  // Whether the indexes have yet to reach what was there at the start.
  bool catching_up() const { return indexed < opened; }
};

// Where a producer stands; all zero for an unknown one.
struct ProducerState {
  int64_t epoch = 0;
  int64_t next_offset = 0;
};

// A record that was refused.
struct RejectedOffset {
  int64_t offset = 0;
  absl::Status status;
};

// What is stored, at the newest revision.
struct StoreStats {
  StoreRevisions revisions;
  int64_t documents = 0;
  int64_t entities = 0;
  int64_t mentions = 0;
  int64_t quantities = 0;
  int64_t database_bytes = 0;
};

// A record in the form in which an engine writes it.
class PreparedRecord {
 public:
  virtual ~PreparedRecord() = default;
  // About how much memory it holds.
  virtual int64_t SizeBytes() const = 0;
};

// A unit of append: stored whole, but for rejected records, or not at all.
struct AppendBatch {
  std::string producer;
  int64_t epoch = 0;
  // Offset of the first record.
  int64_t offset = 0;
  // Refusals before this offset are forgotten, 0 for none: the producer knows.
  int64_t settled_offset = 0;
  // An error stands for a record that was found invalid: its offset is
  // consumed and the error reported.
  std::vector<absl::StatusOr<std::unique_ptr<PreparedRecord>>> records;
};

// What became of a batch.
struct AppendResult {
  // OK, or why nothing was stored: OFFSET_ALREADY_COMMITTED, OFFSET_GAP,
  // PRODUCER_FENCED, DISK_FULL, STORE_BUSY, STORE_DAMAGED, SHUTTING_DOWN.
  absl::Status status;
  // The offset expected next.
  int64_t next_offset = 0;
  // The newest revision of the batch, 0 if it changed nothing.
  int64_t revision = 0;
  // Records passed over, by index, each with RECORD_INVALID; for
  // OFFSET_ALREADY_COMMITTED those that were passed over then.
  std::vector<std::pair<int, absl::Status>> rejected;
};

// A copy of a store.
struct StoreBackup {
  // The newest revision in it.
  int64_t revision = 0;
  int64_t size_bytes = 0;
};

// What a read waits for; the greatest demand counts.
struct ReadRequirement {
  // A revision, 0 for none.
  int64_t revision = 0;
  // The write of a token.
  std::optional<WriteToken> token;
};

// Keeps a revision readable for as long as it lives, see `Store::Hold`.
class RevisionHold {
 public:
  virtual ~RevisionHold() = default;
};

// Documents, entities and facts. Thread-safe.
class Store {
 public:
  using AppendDone = std::function<void(AppendResult)>;
  using DeleteDone = std::function<void(absl::StatusOr<int64_t>)>;
  using MergeDone = std::function<void(absl::StatusOr<int64_t>)>;
  // OK when the requirement is met, else REVISION_NOT_REACHED, STORE_BUSY while
  // the indexes catch up, or SHUTTING_DOWN.
  using WaitDone = std::function<void(absl::Status)>;
  using WaitId = int64_t;

  virtual ~Store() = default;

  virtual StoreRevisions Revisions() const = 0;

  // Converts a record that `CheckRecord` passed. Takes out of it what it can;
  // the record may be on an arena.
  virtual std::unique_ptr<PreparedRecord> Prepare(
      v1::Record&& record) const = 0;

  // Appends a batch and calls `done` once it is durable or has failed, from a
  // thread of the store. Batches of one producer are stored in the order in
  // which they come. RECORD_INVALID in `rejected` for records that name
  // entities the store has not got.
  virtual void Append(AppendBatch batch, AppendDone done) = 0;

  virtual absl::StatusOr<ProducerState> GetProducer(
      absl::string_view producer) = 0;

  // Returns the first `limit` records of a producer that were refused, by
  // offset from `from` on, and are not settled.
  virtual absl::StatusOr<std::vector<RejectedOffset>> ListRejected(
      absl::string_view producer, int64_t from, int limit) = 0;

  // Takes a document and its facts away; gives the revision that did so, or
  // RESOURCE_NOT_FOUND.
  virtual void DeleteDocument(absl::string_view document_id,
                              DeleteDone done) = 0;

  // Merges an entity into another, both by id; gives the revision that did so,
  // an earlier one if it was done before. What was merged into the source, and
  // what is asked of either, leads to the entity that remains.
  // RESOURCE_NOT_FOUND; FIELD_INVALID (`source`, `target`) for a merge with
  // itself, in a circle, or of what was merged elsewhere.
  virtual void MergeEntities(absl::string_view source_id,
                             absl::string_view target_id, MergeDone done) = 0;

  // Returns a reader of a revision, by default the newest readable one.
  // REVISION_NOT_REACHED, REVISION_COMPACTED or STORE_BUSY. While the indexes
  // catch up there is no default: what is stored would seem not to be.
  virtual absl::StatusOr<std::unique_ptr<StoreReader>> Read(
      std::optional<int64_t> revision) = 0;

  // Keeps a revision from being collected, and with it every later one. Does
  // nothing for what was collected before, so ask `Revisions` afterwards.
  virtual std::unique_ptr<RevisionHold> Hold(int64_t revision) = 0;

  // Calls `done` as soon as the requirement is met or `deadline` passes: at
  // once if it is met now, else from the store's notification thread.
  // Returns an id for `CancelWait`, 0 if `done` was called already.
  virtual WaitId Wait(const ReadRequirement& requirement, absl::Time deadline,
                      WaitDone done) = 0;

  // Calls `done` of a wait now, with CALLER_GONE, unless it was called.
  virtual void CancelWait(WaitId id) = 0;

  virtual absl::StatusOr<StoreStats> Stats() = 0;

  // Copies the store, as of one moment, to a new file beside its own, and
  // returns when the copy is durable. FIELD_INVALID for anything but a plain
  // name, FILE_UNUSABLE if there is such a file, DISK_FULL.
  virtual absl::StatusOr<StoreBackup> Backup(const std::string& file_name) = 0;

  // Secret under which page tokens are signed, 32 bytes, kept in the store.
  virtual const std::string& token_key() const = 0;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_STORE_H_
