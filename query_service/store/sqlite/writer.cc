#include "query_service/store/sqlite/writer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/crash_point.h"
#include "common/base/thread_role.h"
#include "common/log/log.h"
#include "common/sqlite/transaction.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "query_service/store/sqlite/collector.h"
#include "query_service/store/store_errors.h"

namespace isnad {
namespace {

// Versions deleted between two groups.
constexpr int kCollectAtOnce = 64;

absl::Status OffsetAlreadyCommitted(int64_t offset, int64_t next_offset) {
  return ErrorWithReason(
      absl::StatusCode::kAlreadyExists,
      absl::StrCat("offset: got ", offset, ", which is committed; want ",
                   next_offset),
      v1::ERROR_REASON_OFFSET_ALREADY_COMMITTED,
      {{"offset", absl::StrCat(offset)},
       {"next_offset", absl::StrCat(next_offset)}});
}

absl::Status OffsetGap(int64_t offset, int64_t next_offset) {
  return ErrorWithReason(
      absl::StatusCode::kOutOfRange,
      absl::StrCat("offset: got ", offset, ", want ", next_offset),
      v1::ERROR_REASON_OFFSET_GAP,
      {{"offset", absl::StrCat(offset)},
       {"next_offset", absl::StrCat(next_offset)}});
}

absl::Status ProducerFenced(const AppendBatch& batch, int64_t current_epoch) {
  return ErrorWithReason(
      absl::StatusCode::kFailedPrecondition,
      absl::StrCat("epoch: got ", batch.epoch, " of producer ", batch.producer,
                   ", want ", current_epoch, " or higher"),
      v1::ERROR_REASON_PRODUCER_FENCED,
      {{"producer", batch.producer},
       {"epoch", absl::StrCat(batch.epoch)},
       {"current_epoch", absl::StrCat(current_epoch)}});
}

void SetFailure(const absl::Status& status, AppendResult& result) {
  result = AppendResult();
  result.status = status;
}

void SetFailure(const absl::Status& status, absl::StatusOr<int64_t>& result) {
  result = status;
}

int64_t SizeOf(const AppendBatch& batch) {
  int64_t bytes = 0;
  for (const auto& record : batch.records) {
    if (record.ok()) bytes += (*record)->SizeBytes();
  }
  return bytes;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Writer>> Writer::Start(
    SqliteDatabase database, StoreProgress& progress, IndexFeed& feed,
    std::function<void()> on_commit) {
  auto writer = std::unique_ptr<Writer>(
      new Writer(std::move(database), progress, feed, std::move(on_commit)));
  SqliteDatabase& file = writer->database_;
  writer->records_ = RecordWriter::Create(file);
  RETURN_IF_ERROR(writer->records_.status());
  writer->rejections_ = RejectionTable::Create(file);
  RETURN_IF_ERROR(writer->rejections_.status());
  ASSIGN_OR_RETURN(writer->write_state_, PrepareWriteStateRow(file));
  ASSIGN_OR_RETURN(
      writer->write_producer_,
      file.Prepare("INSERT INTO producer VALUES (?1, ?2, ?3) ON CONFLICT (id) "
                   "DO UPDATE SET epoch=?2, next_offset=?3"));
  ASSIGN_OR_RETURN(writer->state_, ReadStateRow(file));
  {
    MutexLock lock(writer->mutex_);
    writer->committed_ = writer->state_;
    writer->collected_ = writer->state_.oldest;
  }
  writer->thread_ = std::thread([w = writer.get()] { w->Run(); });
  return writer;
}

Writer::Writer(SqliteDatabase database, StoreProgress& progress,
               IndexFeed& feed, std::function<void()> on_commit)
    : progress_(progress),
      feed_(feed),
      on_commit_(std::move(on_commit)),
      database_(std::move(database)),
      records_(absl::UnknownError("not created")),
      rejections_(absl::UnknownError("not created")) {}

Writer::~Writer() { Stop(); }

void Writer::Stop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
  }
  changed_.SignalAll();
  if (thread_.joinable()) thread_.join();
}

void Writer::Append(AppendBatch batch, Store::AppendDone done) {
  const int64_t bytes = SizeOf(batch);
  Enqueue(AppendTask{std::move(batch), std::move(done), {}}, bytes);
}

void Writer::Delete(std::string document_id, Store::DeleteDone done) {
  DeleteTask task;
  task.document_id = std::move(document_id);
  task.done = std::move(done);
  Enqueue(std::move(task), 0);
}

void Writer::Merge(std::string source, std::string target,
                   Store::MergeDone done) {
  MergeTask task;
  task.source = std::move(source);
  task.target = std::move(target);
  task.done = std::move(done);
  Enqueue(std::move(task), 0);
}

void Writer::Enqueue(Task task, int64_t size_bytes) {
  absl::Status refused;
  {
    MutexLock lock(mutex_);
    if (stopping_) {
      refused = ShuttingDown();
    } else if (queue_bytes_ > kMaxQueueBytes) {
      refused = StoreBusy();
    } else {
      queue_.push_back(std::move(task));
      queue_sizes_.push_back(size_bytes);
      queue_bytes_ += size_bytes;
    }
  }
  if (refused.ok()) {
    changed_.SignalOne();
  } else if (auto* append = std::get_if<AppendTask>(&task)) {
    append->result.status = refused;
    append->result.next_offset =
        progress_.Producer(append->batch.producer).next_offset;
    append->done(std::move(append->result));
  } else if (auto* deletion = std::get_if<DeleteTask>(&task)) {
    deletion->done(refused);
  } else {
    std::get<MergeTask>(task).done(refused);
  }
}

void Writer::SetCollectable(int64_t revision) {
  {
    MutexLock lock(mutex_);
    collectable_ = revision;
  }
  changed_.SignalOne();
}

StateRow Writer::State() const {
  MutexLock lock(mutex_);
  return committed_;
}

void Writer::Run() {
  NameThisThread("writer");
  std::vector<Task> group;
  while (TakeGroup(group)) {
    if (!group.empty()) WriteGroup(group);
    group.clear();
    CollectSome();
  }
}

bool Writer::TakeGroup(std::vector<Task>& group) {
  MutexLock lock(mutex_);
  while (queue_.empty() && !stopping_ && collectable_ <= collected_) {
    changed_.Wait(mutex_);
  }
  int64_t bytes = 0;
  while (!queue_.empty() && group.size() < kMaxGroupTasks &&
         bytes <= kMaxGroupBytes) {
    bytes += queue_sizes_.front();
    queue_bytes_ -= queue_sizes_.front();
    queue_sizes_.pop_front();
    group.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  // What was accepted before the stop is still written.
  return !group.empty() || !stopping_;
}

void Writer::WriteGroup(std::vector<Task>& group) {
  const absl::Status status = WriteTransaction(group, 0, group.size());
  for (size_t i = 0; !status.ok() && i < group.size(); ++i) {
    const absl::Status alone =
        group.size() > 1 ? WriteTransaction(group, i, i + 1) : status;
    if (alone.ok()) continue;
    std::visit([&](auto& task) { SetFailure(alone, task.result); }, group[i]);
  }
  for (Task& task : group) {
    auto* const append = std::get_if<AppendTask>(&task);
    if (append != nullptr && !append->result.status.ok()) {
      append->result.next_offset =
          progress_.Producer(append->batch.producer).next_offset;
    }
    std::visit([](auto& t) { t.done(std::move(t.result)); }, task);
  }
}

absl::Status Writer::WriteTransaction(std::vector<Task>& group, size_t begin,
                                      size_t end) {
  StateRow state = state_;
  ProducerStates producers;
  written_.clear();
  const auto write = [&]() -> absl::Status {
    ASSIGN_OR_RETURN(SqliteTransaction transaction,
                     SqliteTransaction::BeginWrite(database_));
    for (size_t i = begin; i < end; ++i) {
      RETURN_IF_ERROR(std::visit(
          [&](auto& task) { return RunTask(task, state, producers); },
          group[i]));
    }
    RETURN_IF_ERROR(WriteProducers(producers));
    RETURN_IF_ERROR(WriteStateRow(state, write_state_));
    CrashPoint(CrashAt::kStoreCommitting);
    return transaction.Commit();
  };
  const absl::Status status = write();
  if (!status.ok()) {
    records_->Forget();
    return status;
  }
  CrashPoint(CrashAt::kStoreCommitted);
  state_ = state;
  {
    MutexLock lock(mutex_);
    committed_ = state;
  }
  FeedIndex();
  progress_.SetNewest(state.newest);
  progress_.PublishProducers(producers);
  on_commit_();
  return absl::OkStatus();
}

void Writer::FeedIndex() {
  for (const auto& [version, document] : written_) {
    IndexEntry& entry = document->index_entry;
    entry.version = version;
    entry.document_id = document->id;
    entry.text = std::move(document->text);
    feed_.Add(std::move(entry));
  }
  written_.clear();
}

absl::Status Writer::RunTask(AppendTask& task, StateRow& state,
                             ProducerStates& producers) {
  const AppendBatch& batch = task.batch;
  task.result = AppendResult();
  const auto pending = producers.find(batch.producer);
  ProducerState producer = pending != producers.end()
                               ? pending->second
                               : progress_.Producer(batch.producer);
  task.result.next_offset = producer.next_offset;
  if (batch.epoch < producer.epoch) {
    task.result.status = ProducerFenced(batch, producer.epoch);
    return absl::OkStatus();
  }
  // A new epoch fences the old ones off whatever becomes of its batch.
  producer.epoch = batch.epoch;
  RETURN_IF_ERROR(rejections_->Settle(batch.producer, batch.settled_offset));
  if (batch.offset < producer.next_offset) {
    task.result.status =
        OffsetAlreadyCommitted(batch.offset, producer.next_offset);
    RETURN_IF_ERROR(RepeatRejections(task));
  } else if (batch.offset > producer.next_offset) {
    task.result.status = OffsetGap(batch.offset, producer.next_offset);
  } else {
    RETURN_IF_ERROR(ApplyRecords(task, state));
    producer.next_offset += static_cast<int64_t>(batch.records.size());
    task.result.next_offset = producer.next_offset;
  }
  producers[batch.producer] = producer;
  return absl::OkStatus();
}

absl::Status Writer::ApplyRecords(AppendTask& task, StateRow& state) {
  for (size_t i = 0; i < task.batch.records.size(); ++i) {
    auto& record = task.batch.records[i];
    if (!record.ok()) {
      RETURN_IF_ERROR(RejectRecord(task, i, record.status()));
      continue;
    }
    auto& prepared = static_cast<SqliteRecord&>(**record);
    const absl::StatusOr<bool> changed =
        records_->Apply(prepared, state.newest + 1, state);
    if (ReasonOf(changed.status()) == v1::ERROR_REASON_RECORD_INVALID) {
      RETURN_IF_ERROR(RejectRecord(task, i, changed.status()));
      continue;
    }
    RETURN_IF_ERROR(changed.status());
    if (!*changed) continue;
    task.result.revision = ++state.newest;
    if (auto* document = std::get_if<PreparedDocument>(&prepared.change())) {
      written_.emplace_back(state.newest, document);
    }
  }
  return absl::OkStatus();
}

// Passes a record over, for good: the producer may die before it learns so.
absl::Status Writer::RejectRecord(AppendTask& task, size_t index,
                                  const absl::Status& why) {
  task.result.rejected.emplace_back(static_cast<int>(index), why);
  return rejections_->Add(
      task.batch.producer,
      {task.batch.offset + static_cast<int64_t>(index), why});
}

absl::Status Writer::RepeatRejections(AppendTask& task) {
  const AppendBatch& batch = task.batch;
  const auto records = static_cast<int64_t>(batch.records.size());
  ASSIGN_OR_RETURN(
      const std::vector<RejectedOffset> rejected,
      rejections_->Find(batch.producer, batch.offset, batch.offset + records));
  for (const RejectedOffset& one : rejected) {
    task.result.rejected.emplace_back(
        static_cast<int>(one.offset - batch.offset), one.status);
  }
  return absl::OkStatus();
}

absl::Status Writer::RunTask(DeleteTask& task, StateRow& state,
                             ProducerStates& /*producers*/) {
  SqliteRecord record(PreparedDeletion{task.document_id, 0}, 0);
  ASSIGN_OR_RETURN(const bool changed,
                   records_->Apply(record, state.newest + 1, state));
  if (changed) {
    task.result = ++state.newest;
  } else {
    task.result = ResourceNotFound(
        "document", absl::StrCat("documents/", task.document_id));
  }
  return absl::OkStatus();
}

absl::Status Writer::RunTask(MergeTask& task, StateRow& state,
                             ProducerStates& /*producers*/) {
  task.result =
      records_->Merge(task.source, task.target, state.newest + 1, state);
  const v1::ErrorReason reason = ReasonOf(task.result.status());
  if (reason == v1::ERROR_REASON_FIELD_INVALID ||
      reason == v1::ERROR_REASON_RESOURCE_NOT_FOUND) {
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(task.result.status());
  state.newest = std::max(state.newest, *task.result);
  return absl::OkStatus();
}

absl::Status Writer::WriteProducers(const ProducerStates& producers) {
  for (const auto& [id, producer] : producers) {
    write_producer_.BindText(1, id);
    write_producer_.BindInt64(2, producer.epoch);
    write_producer_.BindInt64(3, producer.next_offset);
    RETURN_IF_ERROR(write_producer_.Run());
  }
  return absl::OkStatus();
}

void Writer::CollectSome() {
  int64_t up_to = 0;
  {
    MutexLock lock(mutex_);
    if (collectable_ <= collected_) return;
    up_to = collectable_;
  }
  const absl::Status status = Collect(up_to);
  if (status.ok()) return;
  Log(LogLevel::kError, "collect_failed", {{"message", status.message()}});
  // Tried again once the indexer lets more be collected.
  MutexLock lock(mutex_);
  collected_ = up_to;
}

absl::Status Writer::Collect(int64_t up_to) {
  StateRow state = state_;
  ASSIGN_OR_RETURN(SqliteTransaction transaction,
                   SqliteTransaction::BeginWrite(database_));
  // From 0, so that what an earlier failure left behind goes too.
  ASSIGN_OR_RETURN(const std::vector<SupersededVersion> versions,
                   ReadSuperseded(database_, 0, up_to, kCollectAtOnce));
  RETURN_IF_ERROR(DeleteSuperseded(database_, versions));
  const bool all = versions.size() < kCollectAtOnce;
  if (!versions.empty()) {
    state.oldest = std::max(state.oldest, versions.back().revision);
  }
  RETURN_IF_ERROR(WriteStateRow(state, write_state_));
  CrashPoint(CrashAt::kCollecting);
  RETURN_IF_ERROR(transaction.Commit());
  state_ = state;
  MutexLock lock(mutex_);
  committed_ = state;
  if (all) collected_ = up_to;
  return absl::OkStatus();
}

}  // namespace isnad
