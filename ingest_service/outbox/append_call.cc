#include "ingest_service/outbox/append_call.h"

#include <utility>

#include "common/status/grpc_status.h"

namespace isnad {
namespace {

constexpr char kMethod[] = "/isnad.v1.RecordService/AppendRecords";

}  // namespace

AppendCall::AppendCall(Stub& stub, std::function<void()> on_event)
    : on_event_(std::move(on_event)) {
  stub.PrepareBidiStreamingCall(&context_, kMethod, {}, this);
  // Writes start outside of reactions, so the call must be held until the
  // last of them is certain: until the first failed read.
  AddHold();
  StartRead(&response_);
  StartCall();
}

AppendCall::~AppendCall() {
  context_.TryCancel();
  MutexLock lock(mutex_);
  while (!end_status_.has_value()) done_.Wait(mutex_);
}

bool AppendCall::CanWrite() const {
  MutexLock lock(mutex_);
  return !writing_ && !broken_;
}

void AppendCall::Write(grpc::ByteBuffer request) {
  MutexLock lock(mutex_);
  // Under the lock, so that the hold is not released in between.
  if (broken_) return;
  writing_ = true;
  request_.Swap(&request);
  StartWrite(&request_);
}

std::optional<v1::AppendRecordsResponse> AppendCall::TakeResponse() {
  MutexLock lock(mutex_);
  if (responses_.empty()) return std::nullopt;
  v1::AppendRecordsResponse response = std::move(responses_.front());
  responses_.pop_front();
  return response;
}

std::optional<absl::Status> AppendCall::EndStatus() const {
  MutexLock lock(mutex_);
  return end_status_;
}

void AppendCall::OnWriteDone(bool ok) {
  {
    MutexLock lock(mutex_);
    writing_ = false;
    static_cast<void>(ok);  // A failed write is followed by a failed read.
  }
  on_event_();
}

void AppendCall::OnReadDone(bool ok) {
  {
    MutexLock lock(mutex_);
    if (ok) {
      responses_.push_back(std::move(response_));
      response_.Clear();
    } else {
      broken_ = true;
    }
  }
  if (ok) {
    StartRead(&response_);
  } else {
    RemoveHold();
  }
  on_event_();
}

void AppendCall::OnDone(const grpc::Status& status) {
  // The callback before the lock: once the end status is set, the stream may
  // be gone.
  const std::function<void()> on_event = on_event_;
  {
    MutexLock lock(mutex_);
    end_status_ = FromGrpcStatus(status);
    done_.SignalAll();
  }
  on_event();
}

}  // namespace isnad
