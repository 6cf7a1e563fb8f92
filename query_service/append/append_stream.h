#ifndef ISNAD_QUERY_SERVICE_APPEND_APPEND_STREAM_H_
#define ISNAD_QUERY_SERVICE_APPEND_APPEND_STREAM_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "common/base/mutex.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "isnad/v1/record_service.pb.h"
#include "query_service/append/arena_blocks.h"
#include "query_service/store/store.h"

namespace isnad {

// What an append stream may hold at a time. Beyond it the next message is not
// read, so that a fast producer is slowed by flow control rather than growing
// the server's memory.
struct AppendLimits {
  size_t max_requests = 64;
  int64_t max_bytes = 64 << 20;
};

// One call of AppendRecords: hands each request to the store as it comes, and
// answers each, in order, when the store has. Owned by itself: it deletes
// itself when gRPC and the store are done with it. Thread-safe.
class AppendStream final
    : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  // `store` and `blocks` must outlive the stream; `on_gone` is called last of
  // all.
  AppendStream(Store& store, const AppendLimits& limits, ArenaBlocks& blocks,
               std::function<void(AppendStream*)> on_gone);

  // Ends the call with SHUTTING_DOWN once what was read is answered.
  void Drain();

  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

 private:
  struct Pending {
    int64_t size_bytes = 0;
    bool answered = false;
    grpc::ByteBuffer response;
    // What ends the stream after this response; OK if nothing does.
    absl::Status end;
  };

  // Takes the producer's name from the first message, and makes sure that
  // later ones name no other.
  absl::Status CheckProducer(const v1::AppendRecordsRequest& request);
  // Checks and prepares what was read, and gives it to the store.
  void Submit(v1::AppendRecordsRequest& request);
  // Returns whether the store was the last to be done with the stream, so that
  // the caller must call End().
  bool Answer(Pending* pending, const AppendResult& result);
  void End();
  // Starts what can be started: the next read, write, or the end.
  void Advance() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void EndWith(const absl::Status& status)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  Store& store_;
  const AppendLimits limits_;
  ArenaBlocks& blocks_;
  const std::function<void(AppendStream*)> on_gone_;

  // Of the read that is under way.
  grpc::ByteBuffer bytes_;
  std::string producer_;
  int64_t epoch_ = 0;

  Mutex mutex_;
  // In the order of the requests; entries stay in place while the store or a
  // write works on them.
  std::deque<std::unique_ptr<Pending>> pending_ ABSL_GUARDED_BY(mutex_);
  int64_t pending_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  bool reading_ ABSL_GUARDED_BY(mutex_) = true;
  bool read_closed_ ABSL_GUARDED_BY(mutex_) = false;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  bool done_ ABSL_GUARDED_BY(mutex_) = false;
  // Requests that the store has not answered.
  int in_store_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status end_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_APPEND_APPEND_STREAM_H_
