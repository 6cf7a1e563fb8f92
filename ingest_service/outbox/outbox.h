#ifndef ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_H_
#define ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/mutex.h"
#include "ingest_service/outbox/outbox_file.h"
#include "ingest_service/outbox/outbox_reader.h"
#include "ingest_service/outbox/submission.h"

namespace isnad {

// Where documents wait, durably, until the query service has them. A thread of
// its own writes everything that came in during one commit with the next one,
// so that many calls share an fsync.
//
// Thread-safe. Callbacks run on the writer's thread, in the order of the
// submissions, and must not block or call Close.
//
//   ASSIGN_OR_RETURN(auto outbox, Outbox::Open(options));
//   outbox->Submit(std::move(submission),
//                  [](absl::StatusOr<Receipt> receipt) { ... });
class Outbox {
 public:
  struct Options {
    std::string path;
    // Bounds of what waits here, refused records included. What was let in
    // before it was read (`Reserve`) may be larger than its room.
    int64_t max_records = 100'000;
    int64_t max_bytes = int64_t{1} << 30;
    // How many of the newest request ids are remembered.
    int64_t max_request_ids = 100'000;
    // How long acknowledged records may wait for a commit to be deleted with.
    absl::Duration acknowledge_delay = absl::Milliseconds(50);
    // While other documents are being read (a Room is kept for each), how long
    // after a commit the next one waits for them; the first of a pause never
    // does.
    absl::Duration linger = absl::Milliseconds(5);
    // Name of the SQLite VFS; empty for the default one. For tests of faults.
    std::string vfs;
  };

  // What has happened since the outbox was opened.
  struct Counters {
    int64_t stored = 0;
    int64_t unchanged = 0;
    int64_t replayed = 0;
    int64_t refused_full = 0;
    int64_t failed = 0;
    int64_t parked = 0;
    int64_t acknowledged = 0;
    int64_t commits = 0;
    // What waits now.
    int64_t records = 0;
    int64_t bytes = 0;
  };

  using SubmitCallback = std::function<void(absl::StatusOr<Receipt>)>;

  // Opens or makes the file. FILE_UNUSABLE, STORE_DAMAGED, DISK_FULL.
  static absl::StatusOr<std::unique_ptr<Outbox>> Open(const Options& options);

  // Closes.
  ~Outbox();
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;

  // Writes what has been submitted and ends the thread. Later submissions
  // answer SHUTTING_DOWN. Called once more, it does nothing.
  void Close();

  // Returns the answer that stands already for a submission with this key, so
  // that its document need not be read; nullopt if there is none.
  absl::StatusOr<std::optional<Receipt>> Find(const SubmissionKey& key);

  // Room for a record that is yet to be made; given back at the end of its
  // life. The outbox must outlive it.
  class Room {
   public:
    Room(Room&& other) noexcept;
    Room& operator=(Room&&) = delete;
    ~Room();

   private:
    friend class Outbox;
    Room(Outbox& outbox, int64_t bytes) : outbox_(&outbox), bytes_(bytes) {}

    // Null once it has been given back.
    Outbox* outbox_;
    int64_t bytes_;
  };

  // Keeps room for a record, so that nobody reads a document in vain: with the
  // room its submission is never refused as too much. `bytes` is what is known
  // of its size. OUTBOX_FULL.
  absl::StatusOr<Room> Reserve(int64_t bytes);

  // Puts a document in, in place of the room kept for it, if there is any, and
  // calls `done` once it is durable, or at once with an error: OUTBOX_FULL
  // (without a room), DISK_FULL, SHUTTING_DOWN.
  void Submit(Submission submission, SubmitCallback done,
              std::optional<Room> room = std::nullopt);

  // Puts in the record that withdraws a document, as `Submit` does one. The
  // document counts as unknown from then on.
  void Withdraw(const std::string& document, std::string record,
                SubmitCallback done);

  // Puts a new reading of stored bytes in and notes, in the same commit, how
  // far an operation has come with it; waits until both are durable.
  // kSuperseded if the document has another state than that of `read_offset`
  // (-1: none) by now: then only the operation is noted. `progress` tells what
  // to note; it is called on the writer's thread, once more if the commit is
  // tried again. Errors: as of `Submit`.
  using Progress = std::function<StoredOperation(const Receipt&)>;
  absl::StatusOr<Receipt> SubmitReading(const Submission& submission,
                                        int64_t read_offset,
                                        const Progress& progress);

  // Adds an operation, or notes how far it has come; waits until that is
  // durable.
  absl::Status AddOperation(const StoredOperation& operation);
  absl::Status SaveOperation(const StoredOperation& operation);

  // Return an operation by name, and the oldest one that is not done; nullopt
  // if there is none.
  absl::StatusOr<std::optional<StoredOperation>> FindOperation(
      const std::string& name);
  absl::StatusOr<std::optional<StoredOperation>> NextOperation();
  // Returns the number of the next operation that is added, from 1.
  absl::StatusOr<int64_t> NextOperationNumber();

  // Returns the state of a document that was last taken in here, nullopt if
  // none was.
  absl::StatusOr<std::optional<DocumentState>> FindDocument(
      const std::string& name);

  // Appends the records that announce a catalog, all or none, unless `version`
  // is the one announced last. Waits until they are durable. Not bounded.
  absl::Status AnnounceCatalog(const std::string& version,
                               std::vector<std::string> records);

  // Notes that the store has every record before `next_offset`, of which it
  // refused some. They are parked and the others deleted soon after. Rejections
  // are kept in memory until that succeeds.
  void Acknowledge(int64_t next_offset, std::vector<Rejection> rejections);

  // Returns up to `limit` parked documents with offsets from `offset` on.
  absl::StatusOr<std::vector<ParkedDocument>> ListParked(int64_t offset,
                                                         int limit);

  // Puts a parked record back under a new offset; RESOURCE_NOT_FOUND if there
  // is none, OUTBOX_FULL never, since it counted already.
  void Retry(int64_t offset, SubmitCallback done);

  // Reads durable records from `offset` on, as many as the limits allow but at
  // least one if there is any. For one caller at a time.
  absl::StatusOr<std::vector<StoredRecord>> Read(int64_t offset,
                                                 int max_records,
                                                 int64_t max_bytes);

  // The file's identity, which does not change while it is open but for the
  // catalog's version: the one announced before it was opened.
  const OutboxIdentity& identity() const { return identity_; }

  // Offset after the last durable record.
  int64_t end_offset() const;
  // Offset of the oldest record that is still here, else `end_offset()`.
  int64_t first_offset() const;
  Counters counters() const;

  // Sets what is called, on the writer's thread, after each commit that made
  // `end_offset` grow. Null: nothing.
  void SetListener(std::function<void()> listener);

 private:
  // One thing for the writer to do within a transaction.
  struct Operation {
    // Returns an error only if the whole transaction must be undone.
    std::function<absl::Status(OutboxFile&)> run;
    // Called after the commit, or with the error that undid it.
    std::function<void(const absl::Status&)> done;
    // What was reserved for it.
    int64_t records = 0;
    int64_t bytes = 0;
  };
  struct Acknowledgement {
    int64_t next_offset = 0;
    std::vector<Rejection> rejections;
  };

  Outbox(const Options& options, std::unique_ptr<OutboxFile> file,
         std::unique_ptr<OutboxReader> lookup_reader,
         std::unique_ptr<OutboxReader> stream_reader);

  // Returns an error if so much more would be too much.
  absl::Status CheckRoom(int64_t records, int64_t bytes)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void GiveBack(Room& room) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // `room`, if any, is given back as the operation takes its place.
  absl::Status Enqueue(Operation operation, bool bounded,
                       std::optional<Room> room = std::nullopt);
  void EnqueueOrFail(Operation operation, bool bounded,
                     std::optional<Room> room = std::nullopt);
  // `records` and `bytes` are what is reserved for it; without records it is
  // not bounded.
  absl::Status RunAndWait(std::function<absl::Status(OutboxFile&)> run,
                          int64_t records = 0, int64_t bytes = 0);
  void RunWriter();
  // Waits for what is about to come, see Options::linger.
  void LetOthersCome() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool NextGroup(std::deque<Operation>& group, Acknowledgement& acknowledged);
  absl::Status WriteGroup(std::deque<Operation>& group,
                          const Acknowledgement& acknowledged);
  void FinishAcknowledgement(Acknowledgement acknowledged,
                             const absl::Status& status);
  void FinishGroup(std::deque<Operation>& group, const absl::Status& status);
  void CountOutcome(Outcome outcome);

  const Options options_;
  const OutboxIdentity identity_;

  // Owned by the writer's thread once it runs.
  const std::unique_ptr<OutboxFile> file_;
  absl::Time last_commit_ = absl::InfinitePast();

  // Calls take turns at it.
  Mutex lookup_mutex_;
  const std::unique_ptr<OutboxReader> lookup_reader_
      ABSL_PT_GUARDED_BY(lookup_mutex_);
  // Owned by the caller of Read.
  const std::unique_ptr<OutboxReader> stream_reader_;

  mutable Mutex mutex_;
  CondVar changed_;
  std::deque<Operation> queue_ ABSL_GUARDED_BY(mutex_);
  Acknowledgement acknowledged_ ABSL_GUARDED_BY(mutex_);
  // Whether the last attempt to write acknowledgements down failed.
  bool acknowledge_failed_ ABSL_GUARDED_BY(mutex_) = false;
  bool closing_ ABSL_GUARDED_BY(mutex_) = false;
  // As of the last commit.
  OutboxCounts durable_ ABSL_GUARDED_BY(mutex_);
  // Of what is queued, and of rooms.
  int64_t reserved_records_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t reserved_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t rooms_ ABSL_GUARDED_BY(mutex_) = 0;
  // Whether the writer waits for company.
  bool lingering_ ABSL_GUARDED_BY(mutex_) = false;
  Counters counters_ ABSL_GUARDED_BY(mutex_);
  std::function<void()> listener_ ABSL_GUARDED_BY(mutex_);

  std::thread writer_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_H_
