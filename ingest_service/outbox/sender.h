#ifndef ISNAD_INGEST_SERVICE_OUTBOX_SENDER_H_
#define ISNAD_INGEST_SERVICE_OUTBOX_SENDER_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/base/mutex.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/channel.h"
#include "ingest_service/outbox/append_call.h"
#include "ingest_service/outbox/backoff.h"
#include "ingest_service/outbox/outbox.h"
#include "isnad/v1/record_service.grpc.pb.h"

namespace isnad {

// How the sender stands.
enum class SenderState {
  kConnecting,  // no stream: first attempt, or waiting for the next one
  kStreaming,   // a stream goes
  // It stopped for good, since going on would lose or double records; the log
  // says why, and a person must decide.
  kHalted,
  kStopped,  // by Stop
};

// Streams the outbox's records to the query service's store, exactly once: the
// store keeps the next offset it expects, and whatever happens, the sender asks
// for it and goes on from there. A thread of its own; thread-safe.
//
// It halts when a newer epoch of the same producer has written (two outboxes
// with one id), when the store expects an offset that was deleted here (the
// store lost data), and when it expects one that was never made here (this
// outbox is an old copy).
//
//   Sender sender(outbox, channel, options, SystemClock());
//   ...
//   sender.Stop();
class Sender {
 public:
  struct Options {
    // Bounds of one request.
    int max_batch_records = 200;
    int64_t max_batch_bytes = int64_t{4} << 20;
    // A request that is not full is sent no sooner than so long after the one
    // before it: each costs both sides a transaction, and the store one that is
    // made durable.
    absl::Duration linger = absl::Milliseconds(10);
    // Credit: bounds of what is sent and not answered.
    int max_requests_in_flight = 16;
    int64_t max_bytes_in_flight = int64_t{32} << 20;
    // A stream whose oldest request has no answer for so long is given up.
    absl::Duration response_timeout = absl::Seconds(30);
    // Deadline of GetProducer.
    absl::Duration call_timeout = absl::Seconds(5);
    BackoffOptions backoff;
    RandomFunction random = SystemRandom();
    // Called on the sender's thread whenever the state changes; may be null.
    std::function<void(SenderState)> on_state;
  };

  // What has happened since the start.
  struct Counters {
    int64_t sessions = 0;   // streams begun
    int64_t requests = 0;   // sent, repeated ones included
    int64_t records = 0;    // sent, repeated ones included
    int64_t committed = 0;  // records the store has, as far as it told
    int64_t rejected = 0;
    int64_t failures = 0;  // sessions that ended with an error
  };

  // Starts. `outbox` and `clock` must outlive the sender.
  Sender(Outbox& outbox, std::shared_ptr<grpc::Channel> channel,
         Options options, const Clock& clock);

  // Stops.
  ~Sender();
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  // Ends the stream and the thread; what is not acknowledged stays in the
  // outbox. Called once more, it does nothing.
  void Stop();

  SenderState state() const;
  Counters counters() const;

 private:
  struct InFlight {
    int64_t offset = 0;
    int64_t records = 0;
    int64_t bytes = 0;
    absl::Time sent;
  };
  // Of one stream; owned by the thread.
  struct Session {
    int64_t next_offset = 0;  // of the next request
    bool first_request = true;
    absl::Time last_sent = absl::InfinitePast();
    std::deque<InFlight> in_flight;
    int64_t bytes_in_flight = 0;
    // What the responses of one round acknowledge.
    int64_t acknowledged = 0;
    std::vector<Rejection> rejections;
  };

  void Run();
  absl::Status RunSession();
  absl::StatusOr<int64_t> FindStart();
  absl::Status GetProducer(const v1::GetProducerRequest& request,
                           v1::GetProducerResponse& response);
  absl::Status LearnRejections(v1::GetProducerRequest request,
                               v1::GetProducerResponse response);
  absl::Status CheckStart(const v1::GetProducerResponse& producer);
  absl::Status PumpStream(AppendCall& stream, Session& session);
  absl::Status TakeResponses(AppendCall& stream, Session& session);
  absl::Status TakeResponse(const v1::AppendRecordsResponse& response,
                            Session& session);
  absl::Status Advance(const v1::AppendRecordsResponse& response,
                       const InFlight& request, Session& session);
  absl::Status RejectionReason(int64_t offset, const google::rpc::Status& told);
  absl::Status HandleRefusal(const absl::Status& status,
                             const InFlight& request);
  absl::Status HandleEnd(const absl::Status& status, const Session& session);
  void ShrinkBatches(int64_t offset, int64_t records);
  void GrowBatches();
  bool HasCredit(const Session& session) const;
  // How long the next request is to wait for more records.
  absl::Duration LeftToLinger(const Session& session) const;
  absl::StatusOr<bool> SendNext(AppendCall& stream, Session& session);
  bool IsSendable(const StoredRecord& stored) const;
  absl::Status CheckProgress(const Session& session) const;

  void Wake();
  // Waits until woken or `timeout` has passed.
  void WaitForEvent(absl::Duration timeout);
  // Waits `delay`, less if stopped.
  void Pause(absl::Duration delay);
  bool stopping() const;
  void Halt(const absl::Status& why);
  void SetState(SenderState state);

  Outbox& outbox_;
  const std::unique_ptr<v1::RecordService::Stub> stub_;
  AppendCall::Stub append_stub_;
  const Options options_;
  const Clock& clock_;

  // Owned by the thread.
  Backoff backoff_;
  bool halted_ = false;
  int batch_records_;
  int64_t batch_bytes_;
  bool one_at_a_time_ = false;
  // Whether records are parsed before they are sent. A request with one that
  // does not parse ends the stream without an answer that says so.
  bool checks_records_ = false;
  int answers_since_shrink_ = 0;
  // Records that no request can carry, by offset, with the reason. An empty
  // record goes in place of each, which the store refuses.
  std::map<int64_t, absl::Status> unsendable_;

  mutable Mutex mutex_;
  CondVar event_;
  bool woken_ ABSL_GUARDED_BY(mutex_) = false;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  // The unary call under way, to be cancelled by Stop.
  grpc::ClientContext* call_ ABSL_GUARDED_BY(mutex_) = nullptr;
  SenderState state_ ABSL_GUARDED_BY(mutex_) = SenderState::kConnecting;
  Counters counters_ ABSL_GUARDED_BY(mutex_);

  std::thread thread_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_OUTBOX_SENDER_H_
