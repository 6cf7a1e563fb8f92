#ifndef ISNAD_INGEST_SERVICE_SERVER_DOCUMENT_STREAM_H_
#define ISNAD_INGEST_SERVICE_SERVER_DOCUMENT_STREAM_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/base/mutex.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "ingest_service/server/ingestor.h"
#include "ingest_service/server/work_pool.h"
#include "isnad/v1/ingest_service.pb.h"

namespace isnad {

// One call of StreamDocuments. Reads documents one at a time, so a stream never
// takes more than one worker, while earlier ones wait for their commit; answers
// in order. Deletes itself at its end.
class DocumentStream
    : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  // `on_gone` is called as the stream deletes itself. The others must outlive
  // the stream.
  DocumentStream(Ingestor& ingestor, WorkPool& pool, StageCheck check,
                 std::function<void(DocumentStream*)> on_gone);

  // Begins to read.
  void Start();

  // Answers what was read and ends the stream with SHUTTING_DOWN.
  void Drain();

 private:
  // Answers that wait for their turn, at most; further documents are not read
  // until the client has read answers.
  static constexpr size_t kMaxPending = 64;

  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

  void Read(int64_t index);
  void Complete(int64_t index, absl::StatusOr<v1::IngestResult> result);
  // Changes the state under the lock by `change`, then does whatever can be
  // done: write, read on, finish. The stream may be gone afterwards.
  template <typename Change>
  void Advance(Change change);
  // Returns whether the stream is at its end, once.
  bool TakeEnd() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void WriteNext() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void ReadNext() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  Ingestor& ingestor_;
  WorkPool& pool_;
  const StageCheck check_;
  const std::function<void(DocumentStream*)> on_gone_;

  // Owned by gRPC while a read or a write goes on; the request by the worker
  // while it reads the document.
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;

  Mutex mutex_;
  // Of the documents from `first_index_` on; nullopt: not known yet.
  std::deque<std::optional<v1::IngestResult>> results_ ABSL_GUARDED_BY(mutex_);
  int64_t first_index_ ABSL_GUARDED_BY(mutex_) = 0;
  // How many of `results_` are not known yet.
  int outstanding_ ABSL_GUARDED_BY(mutex_) = 0;
  bool reading_ ABSL_GUARDED_BY(mutex_) = false;    // a message
  bool analyzing_ ABSL_GUARDED_BY(mutex_) = false;  // on a worker
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool input_ended_ ABSL_GUARDED_BY(mutex_) = false;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;  // nobody reads the answers
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_SERVER_DOCUMENT_STREAM_H_
