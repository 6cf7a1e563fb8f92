#include "ingest_service/server/document_stream.h"

#include <utility>

#include "common/rpc/message_bytes.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "ingest_service/server/call_check.h"

namespace isnad {

DocumentStream::DocumentStream(Ingestor& ingestor, WorkPool& pool,
                               StageCheck check,
                               std::function<void(DocumentStream*)> on_gone)
    : ingestor_(ingestor),
      pool_(pool),
      check_(std::move(check)),
      on_gone_(std::move(on_gone)) {}

void DocumentStream::Start() {
  Advance([] {});
}

void DocumentStream::Drain() {
  Advance([this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { draining_ = true; });
}

void DocumentStream::OnReadDone(bool ok) {
  Advance([this, ok]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    reading_ = false;
    // A read may still succeed after the end: then there is nobody to answer,
    // and the stream is about to go.
    if (!ok || draining_ || broken_) {
      input_ended_ = input_ended_ || !ok;
      return;
    }
    const int64_t index = first_index_ + static_cast<int64_t>(results_.size());
    results_.emplace_back();
    ++outstanding_;
    analyzing_ = true;
    pool_.Schedule([this, index] { Read(index); });
  });
}

// Runs on a worker. The stream lives until `analyzing_` is false again.
void DocumentStream::Read(int64_t index) {
  v1::StreamDocumentsRequest message;
  absl::Status status = ParseRequest(request_, message);
  request_.Clear();
  if (status.ok() && !message.has_request()) {
    status = FieldError("request", "got none, want one");
  }
  const auto done = [this, index](absl::StatusOr<v1::IngestResult> result) {
    Complete(index, std::move(result));
  };
  if (status.ok()) {
    ingestor_.Ingest(std::move(*message.mutable_request()), check_, done);
  } else {
    done(status);
  }
  Advance([this]()
              ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { analyzing_ = false; });
}

void DocumentStream::Complete(int64_t index,
                              absl::StatusOr<v1::IngestResult> result) {
  v1::IngestResult shown;
  if (result.ok()) {
    shown = *std::move(result);
  } else {
    *shown.mutable_status() = ToRpcStatus(result.status());
  }
  Advance([this, index, &shown]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    results_[static_cast<size_t>(index - first_index_)] = std::move(shown);
    --outstanding_;
  });
}

void DocumentStream::OnWriteDone(bool ok) {
  Advance([this, ok]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    writing_ = false;
    broken_ = broken_ || !ok;
  });
}

void DocumentStream::OnCancel() {
  Advance([this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { broken_ = true; });
}

void DocumentStream::OnDone() {
  on_gone_(this);
  delete this;
}

template <typename Change>
void DocumentStream::Advance(Change change) {
  bool end = false;
  absl::Status status;
  {
    MutexLock lock(mutex_);
    change();
    WriteNext();
    ReadNext();
    end = TakeEnd();
    if (draining_ && !input_ended_) status = ShuttingDownError();
  }
  // Outside of the lock, which goes with the stream as soon as this returns.
  if (end) Finish(ToGrpcStatus(status));
}

void DocumentStream::WriteNext() {
  if (broken_ || writing_ || results_.empty() ||
      !results_.front().has_value()) {
    return;
  }
  v1::StreamDocumentsResponse response;
  response.set_index(first_index_++);
  *response.mutable_result() = *std::move(results_.front());
  results_.pop_front();
  response_ = ToByteBuffer(response);
  writing_ = true;
  StartWrite(&response_);
}

void DocumentStream::ReadNext() {
  if (broken_ || input_ended_ || draining_ || reading_ || analyzing_ ||
      results_.size() >= kMaxPending) {
    return;
  }
  reading_ = true;
  StartRead(&request_);
}

bool DocumentStream::TakeEnd() {
  const bool no_more = input_ended_ || draining_ || broken_;
  const bool answered = broken_ || results_.empty();
  if (finished_ || !no_more || !answered || outstanding_ > 0 || analyzing_ ||
      writing_) {
    return false;
  }
  finished_ = true;
  return true;
}

}  // namespace isnad
