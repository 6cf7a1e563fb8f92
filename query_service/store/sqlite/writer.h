#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_WRITER_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_WRITER_H_

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/base/mutex.h"
#include "common/sqlite/database.h"
#include "query_service/store/sqlite/index_feed.h"
#include "query_service/store/sqlite/prepared_record.h"
#include "query_service/store/sqlite/record_writer.h"
#include "query_service/store/sqlite/rejection_table.h"
#include "query_service/store/sqlite/state_row.h"
#include "query_service/store/sqlite/store_progress.h"
#include "query_service/store/store.h"

namespace isnad {

// The one thread that writes the main file. It takes all batches that wait,
// up to a bound, into one transaction, so that concurrent streams share the
// cost of making it durable, and answers them after the commit. If the group
// fails, each batch is tried in a transaction of its own, so that no stream
// suffers from another's batch. Between groups it deletes collected versions.
// Thread-safe.
class Writer {
 public:
  // Batches beyond these wait for the next transaction.
  static constexpr int64_t kMaxGroupBytes = 16 << 20;
  static constexpr size_t kMaxGroupTasks = 1'000;
  // Batches beyond this many bytes in the queue are answered STORE_BUSY.
  static constexpr int64_t kMaxQueueBytes = 256 << 20;

  // `progress` must outlive the writer and hold the state of the file; `feed`
  // must outlive it too. `on_commit` is called from the writer's thread after
  // each commit that brought revisions or offsets.
  static absl::StatusOr<std::unique_ptr<Writer>> Start(
      SqliteDatabase database, StoreProgress& progress, IndexFeed& feed,
      std::function<void()> on_commit);

  // Stops.
  ~Writer();

  // Writes what was accepted and ends the thread; what comes later is answered
  // SHUTTING_DOWN.
  void Stop();

  void Append(AppendBatch batch, Store::AppendDone done);
  void Delete(std::string document_id, Store::DeleteDone done);
  void Merge(std::string source, std::string target, Store::MergeDone done);

  // Lets versions that were replaced up to `revision` be deleted.
  void SetCollectable(int64_t revision);

  // The counts as of the last commit.
  StateRow State() const;

 private:
  struct AppendTask {
    AppendBatch batch;
    Store::AppendDone done;
    AppendResult result;
  };
  struct DeleteTask {
    std::string document_id;
    Store::DeleteDone done;
    absl::StatusOr<int64_t> result = absl::UnknownError("not run");
  };
  struct MergeTask {
    std::string source;
    std::string target;
    Store::MergeDone done;
    absl::StatusOr<int64_t> result = absl::UnknownError("not run");
  };
  using Task = std::variant<AppendTask, DeleteTask, MergeTask>;

  Writer(SqliteDatabase database, StoreProgress& progress, IndexFeed& feed,
         std::function<void()> on_commit);

  void Enqueue(Task task, int64_t size_bytes);
  void Run();
  // Takes what is to be written next; false if the writer is to stop.
  bool TakeGroup(std::vector<Task>& group);
  void WriteGroup(std::vector<Task>& group);
  // Writes tasks [begin, end) in one transaction; results are theirs if OK.
  absl::Status WriteTransaction(std::vector<Task>& group, size_t begin,
                                size_t end);
  absl::Status RunTask(AppendTask& task, StateRow& state,
                       ProducerStates& producers);
  absl::Status RunTask(DeleteTask& task, StateRow& state,
                       ProducerStates& producers);
  absl::Status RunTask(MergeTask& task, StateRow& state,
                       ProducerStates& producers);
  absl::Status ApplyRecords(AppendTask& task, StateRow& state);
  absl::Status RejectRecord(AppendTask& task, size_t index,
                            const absl::Status& why);
  absl::Status RepeatRejections(AppendTask& task);
  // Hands the documents of the last commit to the indexer.
  void FeedIndex();
  absl::Status WriteProducers(const ProducerStates& producers);
  void CollectSome();
  absl::Status Collect(int64_t up_to);

  StoreProgress& progress_;
  IndexFeed& feed_;
  const std::function<void()> on_commit_;

  // Owned by the writer's thread.
  SqliteDatabase database_;
  absl::StatusOr<RecordWriter> records_;
  absl::StatusOr<RejectionTable> rejections_;
  SqliteStatement write_state_;
  SqliteStatement write_producer_;
  StateRow state_;
  // Documents of the transaction under way, by the version they got.
  std::vector<std::pair<int64_t, PreparedDocument*>> written_;

  mutable Mutex mutex_;
  CondVar changed_;
  std::deque<Task> queue_ ABSL_GUARDED_BY(mutex_);
  std::deque<int64_t> queue_sizes_ ABSL_GUARDED_BY(mutex_);
  int64_t queue_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  int64_t collectable_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t collected_ ABSL_GUARDED_BY(mutex_) = 0;
  StateRow committed_ ABSL_GUARDED_BY(mutex_);

  std::thread thread_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_WRITER_H_
