#include "query_service/append/append_stream.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/message_bytes.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"
#include "google/protobuf/arena.h"
#include "query_service/append/record_check.h"
#include "query_service/store/store_errors.h"

namespace isnad {
namespace {

constexpr int kMaxRecords = 1'000;
// Of the blocks of an arena behind its first one.
constexpr size_t kArenaMaxBytes = size_t{512} << 10;

// A request is thousands of small messages, which are made and go together.
google::protobuf::ArenaOptions RequestArena(const ArenaBlocks::Lease& block) {
  google::protobuf::ArenaOptions options;
  options.initial_block = block.data();
  options.initial_block_size = ArenaBlocks::kBlockBytes;
  options.start_block_size = kArenaMaxBytes;
  options.max_block_size = kArenaMaxBytes;
  return options;
}

absl::Status ProducerMissing(absl::string_view problem) {
  return ErrorWithReason(absl::StatusCode::kFailedPrecondition, problem,
                         v1::ERROR_REASON_PRODUCER_MISSING);
}

// Errors of one request that leave the stream open, as a response's status.
absl::Status CheckRequest(const v1::AppendRecordsRequest& request) {
  if (request.records().empty()) {
    return FieldError("records", "got none, want 1 to 1,000");
  }
  if (request.records_size() > kMaxRecords) {
    return ErrorWithReason(absl::StatusCode::kResourceExhausted,
                           absl::StrCat("records: got ", request.records_size(),
                                        ", want at most ", kMaxRecords),
                           v1::ERROR_REASON_BATCH_TOO_LARGE,
                           {{"limit", absl::StrCat(kMaxRecords)}});
  }
  if (request.offset() < 0) {
    return FieldError(
        "offset", absl::StrCat("got ", request.offset(), ", want 0 or more"));
  }
  return absl::OkStatus();
}

// Adds the index of the record to what is said of it.
absl::Status AtIndex(const absl::Status& status, int index) {
  std::string field;
  const absl::string_view message = status.message();
  const size_t colon = message.find(": ");
  if (colon != absl::string_view::npos) {
    field = std::string(message.substr(0, colon));
  }
  return FieldErrorWithReason(
      absl::StrCat("records[", index, "].", field),
      colon == absl::string_view::npos ? message : message.substr(colon + 2),
      v1::ERROR_REASON_RECORD_INVALID, {{"index", absl::StrCat(index)}});
}

bool EndsStream(const absl::Status& status) {
  return ReasonOf(status) == v1::ERROR_REASON_PRODUCER_FENCED;
}

}  // namespace

AppendStream::AppendStream(Store& store, const AppendLimits& limits,
                           ArenaBlocks& blocks,
                           std::function<void(AppendStream*)> on_gone)
    : store_(store),
      limits_(limits),
      blocks_(blocks),
      on_gone_(std::move(on_gone)) {
  StartRead(&bytes_);
}

absl::Status AppendStream::CheckProducer(
    const v1::AppendRecordsRequest& request) {
  if (producer_.empty()) {
    if (!IsProducerId(request.producer()) || request.epoch() < 1) {
      return ProducerMissing(
          "producer, epoch: the first message of a stream must name a producer "
          "of 1 to 64 of [A-Za-z0-9._-] and an epoch from 1");
    }
    producer_ = request.producer();
    epoch_ = request.epoch();
    return absl::OkStatus();
  }
  const bool same_producer =
      request.producer().empty() || request.producer() == producer_;
  const bool same_epoch = request.epoch() == 0 || request.epoch() == epoch_;
  if (same_producer && same_epoch) return absl::OkStatus();
  return ProducerMissing(
      "producer, epoch: a later message names another than the first");
}

void AppendStream::OnReadDone(bool ok) {
  if (!ok) {
    MutexLock lock(mutex_);
    reading_ = false;
    read_closed_ = true;
    Advance();
    return;
  }
  const ArenaBlocks::Lease block(blocks_);
  google::protobuf::Arena arena(RequestArena(block));
  auto* const request =
      google::protobuf::Arena::CreateMessage<v1::AppendRecordsRequest>(&arena);
  absl::Status status = ParseRequest(bytes_, *request);
  bytes_.Clear();
  if (status.ok()) status = CheckProducer(*request);
  {
    MutexLock lock(mutex_);
    if (!status.ok()) EndWith(status);
    if (read_closed_) {
      reading_ = false;
      Advance();
      return;
    }
  }
  Submit(*request);
}

void AppendStream::Submit(v1::AppendRecordsRequest& request) {
  auto owned = std::make_unique<Pending>();
  Pending* const pending = owned.get();
  const absl::Status invalid = CheckRequest(request);
  AppendBatch batch;
  batch.producer = producer_;
  batch.epoch = epoch_;
  batch.offset = request.offset();
  batch.settled_offset = request.settled_offset();
  if (invalid.ok()) {
    batch.records.reserve(static_cast<size_t>(request.records_size()));
    for (int i = 0; i < request.records_size(); ++i) {
      const absl::Status checked = CheckRecord(request.records(i));
      if (checked.ok()) {
        std::unique_ptr<PreparedRecord> prepared =
            store_.Prepare(std::move(*request.mutable_records(i)));
        pending->size_bytes += prepared->SizeBytes();
        batch.records.emplace_back(std::move(prepared));
      } else {
        batch.records.emplace_back(checked);
      }
    }
  }
  {
    MutexLock lock(mutex_);
    pending_bytes_ += pending->size_bytes;
    pending_.push_back(std::move(owned));
    ++in_store_;
  }
  if (invalid.ok()) {
    store_.Append(std::move(batch),
                  [this, pending](const AppendResult& result) {
                    if (Answer(pending, result)) End();
                  });
  } else {
    AppendResult result;
    result.status = invalid;
    const absl::StatusOr<ProducerState> state = store_.GetProducer(producer_);
    if (state.ok()) result.next_offset = state->next_offset;
    // The call can't be over while its read is being handled.
    Answer(pending, result);
  }
  MutexLock lock(mutex_);
  reading_ = false;
  Advance();
}

bool AppendStream::Answer(Pending* pending, const AppendResult& result) {
  v1::AppendRecordsResponse response;
  *response.mutable_status() = ToRpcStatus(result.status);
  response.set_next_offset(result.next_offset);
  response.set_revision(result.revision);
  for (const auto& [index, status] : result.rejected) {
    v1::RejectedRecord* const rejected = response.add_rejected();
    rejected->set_index(index);
    *rejected->mutable_status() = ToRpcStatus(AtIndex(status, index));
  }
  pending->response = ToByteBuffer(response);
  MutexLock lock(mutex_);
  pending->answered = true;
  if (EndsStream(result.status)) pending->end = result.status;
  --in_store_;
  Advance();
  return done_ && in_store_ == 0;
}

void AppendStream::End() {
  on_gone_(this);
  delete this;
}

void AppendStream::EndWith(const absl::Status& status) {
  read_closed_ = true;
  if (end_.ok()) end_ = status;
}

void AppendStream::Advance() {
  if (finished_) return;
  if (!writing_ && !broken_ && !pending_.empty() &&
      pending_.front()->answered) {
    if (pending_.front()->end.ok()) {
      writing_ = true;
      StartWrite(&pending_.front()->response);
    } else {
      // The status of the call says what its last response would.
      EndWith(pending_.front()->end);
      broken_ = true;
    }
  }
  const bool all_answered = pending_.empty() || broken_;
  if (read_closed_ && !writing_ && all_answered) {
    finished_ = true;
    Finish(ToGrpcStatus(end_));
    return;
  }
  if (!reading_ && !read_closed_ && pending_.size() < limits_.max_requests &&
      pending_bytes_ < limits_.max_bytes) {
    reading_ = true;
    StartRead(&bytes_);
  }
}

void AppendStream::OnWriteDone(bool ok) {
  MutexLock lock(mutex_);
  writing_ = false;
  pending_bytes_ -= pending_.front()->size_bytes;
  if (ok) {
    pending_.pop_front();
  } else {
    broken_ = true;
    EndWith(CallerGone("append"));
  }
  Advance();
}

void AppendStream::OnCancel() {
  MutexLock lock(mutex_);
  broken_ = true;
  EndWith(CallerGone("append"));
  Advance();
}

void AppendStream::Drain() {
  MutexLock lock(mutex_);
  EndWith(ShuttingDown());
  Advance();
}

void AppendStream::OnDone() {
  {
    MutexLock lock(mutex_);
    done_ = true;
    if (in_store_ > 0) return;
  }
  End();
}

}  // namespace isnad
