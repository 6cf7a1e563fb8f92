#ifndef ISNAD_INGEST_SERVICE_OUTBOX_APPEND_CALL_H_
#define ISNAD_INGEST_SERVICE_OUTBOX_APPEND_CALL_H_

#include <deque>
#include <functional>
#include <optional>

#include "absl/status/status.h"
#include "common/base/mutex.h"
#include "grpcpp/client_context.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/client_callback.h"
#include "isnad/v1/record_service.pb.h"

namespace isnad {

// One call of AppendRecords, without blocking: the caller looks what has
// happened whenever `on_event` was called. Used by one thread; bounded by its
// caller, who keeps count of requests without response.
class AppendCall : private grpc::ClientBidiReactor<grpc::ByteBuffer,
                                                   v1::AppendRecordsResponse> {
 public:
  // Sends requests as bytes; see AppendRequest.
  using Stub =
      grpc::TemplatedGenericStub<grpc::ByteBuffer, v1::AppendRecordsResponse>;

  // Starts the call. `stub` must outlive the stream; `on_event` is called on
  // threads of gRPC after every change.
  AppendCall(Stub& stub, std::function<void()> on_event);

  // Cancels the call and waits for its end.
  ~AppendCall() override;
  AppendCall(const AppendCall&) = delete;
  AppendCall& operator=(const AppendCall&) = delete;

  // Whether a request can be written now.
  bool CanWrite() const;

  // Writes a request. REQUIRES: CanWrite().
  void Write(grpc::ByteBuffer request);

  // Returns the next response, nullopt if none has come.
  std::optional<v1::AppendRecordsResponse> TakeResponse();

  // Returns the status with which the call ended, nullopt while it goes on.
  std::optional<absl::Status> EndStatus() const;

 private:
  void OnWriteDone(bool ok) override;
  void OnReadDone(bool ok) override;
  void OnDone(const grpc::Status& status) override;

  const std::function<void()> on_event_;
  grpc::ClientContext context_;

  // Owned by gRPC while a write or a read goes on.
  grpc::ByteBuffer request_;
  v1::AppendRecordsResponse response_;

  mutable Mutex mutex_;
  CondVar done_;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;
  std::deque<v1::AppendRecordsResponse> responses_ ABSL_GUARDED_BY(mutex_);
  std::optional<absl::Status> end_status_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_OUTBOX_APPEND_CALL_H_
