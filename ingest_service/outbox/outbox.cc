#include "ingest_service/outbox/outbox.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/crash_point.h"
#include "common/base/thread_role.h"
#include "common/log/log.h"
#include "common/sqlite/transaction.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

// Bounds of one transaction. Larger ones gain little and make the first caller
// of the group wait for the last.
constexpr size_t kMaxGroupOperations = 1000;
constexpr int64_t kMaxGroupBytes = int64_t{32} << 20;

// As many operations go without waiting for more.
constexpr size_t kEnoughOperations = 64;

// As many acknowledged records are deleted without waiting for company.
constexpr int64_t kAcknowledgeAtOnce = 512;

// When acknowledged records could not be deleted, the next attempt without
// other work comes after this time.
constexpr absl::Duration kAfterFailedAcknowledge = absl::Seconds(1);

absl::Status ShuttingDown() {
  return ErrorWithReason(absl::StatusCode::kUnavailable,
                         "the service is stopping",
                         v1::ERROR_REASON_SHUTTING_DOWN);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Outbox>> Outbox::Open(const Options& options) {
  ASSIGN_OR_RETURN(std::unique_ptr<OutboxFile> file,
                   OutboxFile::Open(options.path, options.vfs));
  CrashPoint(CrashAt::kOutboxOpened);
  ASSIGN_OR_RETURN(std::unique_ptr<OutboxReader> lookup_reader,
                   OutboxReader::Open(options.path, options.vfs));
  ASSIGN_OR_RETURN(std::unique_ptr<OutboxReader> stream_reader,
                   OutboxReader::Open(options.path, options.vfs));
  return std::unique_ptr<Outbox>(new Outbox(options, std::move(file),
                                            std::move(lookup_reader),
                                            std::move(stream_reader)));
}

Outbox::Outbox(const Options& options, std::unique_ptr<OutboxFile> file,
               std::unique_ptr<OutboxReader> lookup_reader,
               std::unique_ptr<OutboxReader> stream_reader)
    : options_(options),
      identity_(file->identity()),
      file_(std::move(file)),
      lookup_reader_(std::move(lookup_reader)),
      stream_reader_(std::move(stream_reader)),
      durable_(file_->counts()),
      writer_([this] { RunWriter(); }) {}

Outbox::~Outbox() { Close(); }

void Outbox::Close() {
  {
    MutexLock lock(mutex_);
    if (closing_) return;
    closing_ = true;
    changed_.SignalAll();
  }
  writer_.join();
}

absl::StatusOr<std::optional<Receipt>> Outbox::Find(const SubmissionKey& key) {
  MutexLock lock(lookup_mutex_);
  return lookup_reader_->Find(key);
}

void Outbox::Submit(Submission submission, SubmitCallback done,
                    std::optional<Room> room) {
  // Shared by the two steps of the operation.
  auto receipt = std::make_shared<Receipt>();
  auto content = std::make_shared<Submission>(std::move(submission));
  Operation operation;
  operation.records = 1;
  operation.bytes = static_cast<int64_t>(content->record.size());
  operation.run = [this, content, receipt](OutboxFile& file) {
    ASSIGN_OR_RETURN(*receipt, file.Put(*content, options_.max_request_ids));
    return absl::OkStatus();
  };
  operation.done = [this, receipt,
                    done = std::move(done)](const absl::Status& status) {
    if (!status.ok()) return done(status);
    CountOutcome(receipt->outcome);
    done(std::move(*receipt));
  };
  const bool bounded = !room.has_value();
  EnqueueOrFail(std::move(operation), bounded, std::move(room));
}

void Outbox::Withdraw(const std::string& document, std::string record,
                      SubmitCallback done) {
  auto receipt = std::make_shared<Receipt>();
  Operation operation;
  operation.records = 1;
  operation.bytes = static_cast<int64_t>(record.size());
  operation.run = [document, record = std::move(record),
                   receipt](OutboxFile& file) {
    receipt->offset = file.counts().next_offset;
    return file.Withdraw(document, record);
  };
  operation.done = [receipt,
                    done = std::move(done)](const absl::Status& status) {
    if (!status.ok()) return done(status);
    done(std::move(*receipt));
  };
  EnqueueOrFail(std::move(operation), /*bounded=*/true);
}

void Outbox::Retry(int64_t offset, SubmitCallback done) {
  auto receipt = std::make_shared<std::optional<Receipt>>();
  Operation operation;
  operation.run = [offset, receipt](OutboxFile& file) {
    ASSIGN_OR_RETURN(*receipt, file.Retry(offset));
    return absl::OkStatus();
  };
  operation.done = [this, offset, receipt,
                    done = std::move(done)](const absl::Status& status) {
    if (!status.ok()) return done(status);
    if (!receipt->has_value()) {
      const std::string name = absl::StrCat(offset);
      return done(ErrorWithReason(
          absl::StatusCode::kNotFound,
          absl::StrCat("no rejected document has the offset ", name),
          v1::ERROR_REASON_RESOURCE_NOT_FOUND,
          {{"resource", "rejected_document"}, {"name", name}}));
    }
    CountOutcome(Outcome::kStored);
    done(**std::move(receipt));
  };
  EnqueueOrFail(std::move(operation), /*bounded=*/false);
}

absl::Status Outbox::AnnounceCatalog(const std::string& version,
                                     std::vector<std::string> records) {
  if (version == identity_.catalog_version) return absl::OkStatus();
  return RunAndWait([&](OutboxFile& file) {
    for (const std::string& record : records) {
      RETURN_IF_ERROR(file.Append(record));
    }
    return file.SetCatalogVersion(version);
  });
}

absl::StatusOr<std::vector<ParkedDocument>> Outbox::ListParked(int64_t offset,
                                                               int limit) {
  MutexLock lock(lookup_mutex_);
  return lookup_reader_->ListParked(offset, limit);
}

void Outbox::Acknowledge(int64_t next_offset,
                         std::vector<Rejection> rejections) {
  MutexLock lock(mutex_);
  acknowledged_.next_offset = std::max(acknowledged_.next_offset, next_offset);
  for (Rejection& rejection : rejections) {
    acknowledged_.rejections.push_back(std::move(rejection));
  }
  changed_.SignalAll();
}

absl::StatusOr<std::vector<StoredRecord>> Outbox::Read(int64_t offset,
                                                       int max_records,
                                                       int64_t max_bytes) {
  return stream_reader_->Read(offset, max_records, max_bytes);
}

int64_t Outbox::end_offset() const {
  MutexLock lock(mutex_);
  return durable_.next_offset;
}

int64_t Outbox::first_offset() const {
  MutexLock lock(mutex_);
  return durable_.first_offset;
}

Outbox::Counters Outbox::counters() const {
  MutexLock lock(mutex_);
  Counters counters = counters_;
  counters.records = durable_.records;
  counters.bytes = durable_.bytes;
  return counters;
}

void Outbox::SetListener(std::function<void()> listener) {
  MutexLock lock(mutex_);
  listener_ = std::move(listener);
}

void Outbox::CountOutcome(Outcome outcome) {
  MutexLock lock(mutex_);
  if (outcome == Outcome::kStored) ++counters_.stored;
  if (outcome == Outcome::kUnchanged) ++counters_.unchanged;
  if (outcome == Outcome::kReplayed) ++counters_.replayed;
}

absl::Status Outbox::Enqueue(Operation operation, bool bounded,
                             std::optional<Room> room) {
  MutexLock lock(mutex_);
  if (closing_) return ShuttingDown();
  if (bounded) RETURN_IF_ERROR(CheckRoom(operation.records, operation.bytes));
  if (room.has_value()) GiveBack(*room);
  reserved_records_ += operation.records;
  reserved_bytes_ += operation.bytes;
  queue_.push_back(std::move(operation));
  // To wake the writer for each would cost more than it wins.
  if (!lingering_ || rooms_ == 0 || queue_.size() >= kEnoughOperations) {
    changed_.SignalAll();
  }
  return absl::OkStatus();
}

void Outbox::EnqueueOrFail(Operation operation, bool bounded,
                           std::optional<Room> room) {
  const auto done = operation.done;
  const absl::Status status =
      Enqueue(std::move(operation), bounded, std::move(room));
  if (!status.ok()) done(status);
}

absl::StatusOr<Receipt> Outbox::SubmitReading(const Submission& submission,
                                              int64_t read_offset,
                                              const Progress& progress) {
  Receipt receipt;
  RETURN_IF_ERROR(RunAndWait(
      [&](OutboxFile& file) {
        ASSIGN_OR_RETURN(receipt, file.PutReading(submission, read_offset));
        return file.SaveOperation(progress(receipt));
      },
      1, static_cast<int64_t>(submission.record.size())));
  return receipt;
}

absl::Status Outbox::AddOperation(const StoredOperation& operation) {
  return RunAndWait(
      [&](OutboxFile& file) { return file.AddOperation(operation); });
}

absl::Status Outbox::SaveOperation(const StoredOperation& operation) {
  return RunAndWait(
      [&](OutboxFile& file) { return file.SaveOperation(operation); });
}

absl::StatusOr<std::optional<StoredOperation>> Outbox::FindOperation(
    const std::string& name) {
  MutexLock lock(lookup_mutex_);
  return lookup_reader_->FindOperation(name);
}

absl::StatusOr<std::optional<StoredOperation>> Outbox::NextOperation() {
  MutexLock lock(lookup_mutex_);
  return lookup_reader_->NextOperation();
}

absl::StatusOr<int64_t> Outbox::NextOperationNumber() {
  MutexLock lock(lookup_mutex_);
  return lookup_reader_->NextOperationNumber();
}

absl::StatusOr<std::optional<DocumentState>> Outbox::FindDocument(
    const std::string& name) {
  MutexLock lock(lookup_mutex_);
  return lookup_reader_->FindDocument(name);
}

absl::Status Outbox::RunAndWait(std::function<absl::Status(OutboxFile&)> run,
                                int64_t records, int64_t bytes) {
  Mutex mutex;
  CondVar finished;
  std::optional<absl::Status> result;
  Operation operation;
  operation.run = std::move(run);
  operation.done = [&](const absl::Status& status) {
    MutexLock lock(mutex);
    result = status;
    finished.SignalAll();
  };
  operation.records = records;
  operation.bytes = bytes;
  RETURN_IF_ERROR(Enqueue(std::move(operation), /*bounded=*/records > 0));
  MutexLock lock(mutex);
  while (!result.has_value()) finished.Wait(mutex);
  return *result;
}

void Outbox::RunWriter() {
  NameThisThread("outbox");
  std::deque<Operation> group;
  Acknowledgement acknowledged;
  while (NextGroup(group, acknowledged)) {
    const absl::Status status = WriteGroup(group, acknowledged);
    last_commit_ = absl::Now();
    absl::Status acknowledge_status = status;
    if (!status.ok() && !group.empty()) {
      // On a full disk new records don't fit, but old ones can go.
      std::deque<Operation> none;
      acknowledge_status = WriteGroup(none, acknowledged);
    }
    FinishAcknowledgement(std::move(acknowledged), acknowledge_status);
    FinishGroup(group, status);
    group.clear();
    acknowledged = {};
  }
}

void Outbox::LetOthersCome() {
  const absl::Time end = last_commit_ + options_.linger;
  lingering_ = true;
  while (!closing_ && rooms_ > 0 && queue_.size() < kEnoughOperations) {
    const absl::Duration left = end - absl::Now();
    if (left <= absl::ZeroDuration()) break;
    changed_.WaitFor(mutex_, left);
  }
  lingering_ = false;
}

// Waits for work and takes it. Returns false when closing and nothing is left.
bool Outbox::NextGroup(std::deque<Operation>& group,
                       Acknowledgement& acknowledged) {
  MutexLock lock(mutex_);
  bool waited = false;
  for (;;) {
    const int64_t to_delete = acknowledged_.next_offset - durable_.first_offset;
    const bool acknowledge = to_delete > 0 || !acknowledged_.rejections.empty();
    const bool at_once = (to_delete >= kAcknowledgeAtOnce ||
                          !acknowledged_.rejections.empty() || closing_) &&
                         !acknowledge_failed_;
    if (!queue_.empty() || (acknowledge && (at_once || waited))) break;
    if (closing_) return false;
    if (acknowledge) {
      waited = !changed_.WaitFor(mutex_, acknowledge_failed_
                                             ? kAfterFailedAcknowledge
                                             : options_.acknowledge_delay);
    } else {
      changed_.Wait(mutex_);
    }
  }
  if (!queue_.empty()) LetOthersCome();
  int64_t bytes = 0;
  while (!queue_.empty() && group.size() < kMaxGroupOperations &&
         bytes < kMaxGroupBytes) {
    bytes += queue_.front().bytes;
    group.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  acknowledged = std::move(acknowledged_);
  acknowledged_ = {};
  acknowledged_.next_offset = acknowledged.next_offset;
  return true;
}

absl::Status Outbox::WriteGroup(std::deque<Operation>& group,
                                const Acknowledgement& acknowledged) {
  const OutboxCounts before = file_->counts();
  const auto write = [&]() -> absl::Status {
    ASSIGN_OR_RETURN(SqliteTransaction transaction,
                     SqliteTransaction::BeginWrite(file_->database()));
    for (const Rejection& rejection : acknowledged.rejections) {
      RETURN_IF_ERROR(file_->Park(rejection));
    }
    if (acknowledged.next_offset > before.first_offset) {
      RETURN_IF_ERROR(file_->DeleteBefore(acknowledged.next_offset));
    }
    for (Operation& operation : group) {
      RETURN_IF_ERROR(operation.run(*file_));
    }
    RETURN_IF_ERROR(file_->SaveCounts());
    if (!acknowledged.rejections.empty()) {
      CrashPoint(CrashAt::kOutboxParking);
    }
    CrashPoint(CrashAt::kOutboxCommitting);
    return transaction.Commit();
  };
  const absl::Status status = write();
  if (status.ok()) {
    CrashPoint(CrashAt::kOutboxCommitted);
  } else {
    file_->RestoreCounts(before);
  }
  return status;
}

void Outbox::FinishAcknowledgement(Acknowledgement acknowledged,
                                   const absl::Status& status) {
  MutexLock lock(mutex_);
  acknowledge_failed_ = !status.ok();
  if (status.ok()) {
    const int64_t parked = static_cast<int64_t>(acknowledged.rejections.size());
    counters_.parked += parked;
    return;
  }
  // The store will not tell again what it refused.
  for (Rejection& rejection : acknowledged.rejections) {
    acknowledged_.rejections.push_back(std::move(rejection));
  }
}

void Outbox::FinishGroup(std::deque<Operation>& group,
                         const absl::Status& status) {
  std::function<void()> listener;
  {
    MutexLock lock(mutex_);
    for (const Operation& operation : group) {
      reserved_records_ -= operation.records;
      reserved_bytes_ -= operation.bytes;
    }
    if (status.ok()) ++counters_.commits;
    if (!status.ok()) counters_.failed += static_cast<int64_t>(group.size());
    const OutboxCounts& counts = file_->counts();
    counters_.acknowledged += counts.first_offset - durable_.first_offset;
    if (counts.next_offset > durable_.next_offset) listener = listener_;
    durable_ = counts;
  }
  if (!status.ok()) {
    Log(LogLevel::kError, "outbox_write_failed",
        {{"operations", group.size()}, {"status", status.ToString()}});
  }
  for (Operation& operation : group) operation.done(status);
  if (listener) listener();
}

}  // namespace isnad
