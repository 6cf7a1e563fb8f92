#include "ingest_service/outbox/sender.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/crash_point.h"
#include "common/base/thread_role.h"
#include "common/log/log.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"
#include "ingest_service/outbox/append_request.h"

namespace isnad {
namespace {

// Batches that were too large grow again after so many answers.
constexpr int kAnswersBeforeGrowth = 1000;

}  // namespace

Sender::Sender(Outbox& outbox, std::shared_ptr<grpc::Channel> channel,
               Options options, const Clock& clock)
    : outbox_(outbox),
      stub_(v1::RecordService::NewStub(channel)),
      append_stub_(std::move(channel)),
      options_(std::move(options)),
      clock_(clock),
      backoff_(options_.backoff, options_.random),
      batch_records_(options_.max_batch_records),
      batch_bytes_(options_.max_batch_bytes),
      thread_([this] { Run(); }) {
  outbox_.SetListener([this] { Wake(); });
  // What was committed before the listener was there.
  Wake();
}

Sender::~Sender() { Stop(); }

void Sender::Stop() {
  outbox_.SetListener(nullptr);
  {
    MutexLock lock(mutex_);
    if (stopping_) return;
    stopping_ = true;
    woken_ = true;
    if (call_ != nullptr) call_->TryCancel();
    event_.SignalAll();
  }
  thread_.join();
}

SenderState Sender::state() const {
  MutexLock lock(mutex_);
  return state_;
}

Sender::Counters Sender::counters() const {
  MutexLock lock(mutex_);
  return counters_;
}

void Sender::Run() {
  NameThisThread("sender");
  while (!stopping() && !halted_) {
    const absl::Status status = RunSession();
    if (stopping() || halted_) break;
    SetState(SenderState::kConnecting);
    const absl::Duration delay =
        std::max(backoff_.Next(), RetryDelayOf(status));
    {
      MutexLock lock(mutex_);
      ++counters_.failures;
    }
    Log(LogLevel::kWarning, "sender_session_ended",
        {{"status", status.ToString()},
         {"retry_in_ms", absl::ToInt64Milliseconds(delay)}});
    Pause(delay);
  }
  if (!halted_) SetState(SenderState::kStopped);
}

// Runs one stream to its end; returns why it ended.
absl::Status Sender::RunSession() {
  Session session;
  ASSIGN_OR_RETURN(session.next_offset, FindStart());
  AppendCall stream(append_stub_, [this] { Wake(); });
  SetState(SenderState::kStreaming);
  {
    MutexLock lock(mutex_);
    ++counters_.sessions;
  }
  const absl::Status status = PumpStream(stream, session);
  checks_records_ = checks_records_ || !session.in_flight.empty();
  return status;
}

// Asks the store where to go on, and what it refused of the records whose
// answers may have been lost.
absl::StatusOr<int64_t> Sender::FindStart() {
  v1::GetProducerRequest request;
  request.set_producer(outbox_.identity().producer);
  request.set_rejected_from(outbox_.first_offset());
  v1::GetProducerResponse response;
  RETURN_IF_ERROR(GetProducer(request, response));
  RETURN_IF_ERROR(CheckStart(response));
  const int64_t next_offset = response.next_offset();
  RETURN_IF_ERROR(LearnRejections(std::move(request), std::move(response)));
  return next_offset;
}

// Acknowledges what the store has, but for what it refused.
absl::Status Sender::LearnRejections(v1::GetProducerRequest request,
                                     v1::GetProducerResponse response) {
  const int64_t next_offset = response.next_offset();
  std::vector<Rejection> rejections;
  while (response.rejected_size() > 0) {
    for (const v1::RejectedOffset& rejected : response.rejected()) {
      if (rejected.offset() < request.rejected_from()) {
        return absl::InternalError("the store repeats itself");
      }
      if (rejected.offset() >= next_offset) break;
      rejections.push_back(
          {rejected.offset(),
           RejectionReason(rejected.offset(), rejected.status())});
    }
    request.set_rejected_from(
        response.rejected(response.rejected_size() - 1).offset() + 1);
    if (request.rejected_from() >= next_offset) break;
    response.Clear();
    RETURN_IF_ERROR(GetProducer(request, response));
  }
  CrashPoint(CrashAt::kSenderResumed);
  outbox_.Acknowledge(next_offset, std::move(rejections));
  return absl::OkStatus();
}

absl::Status Sender::RejectionReason(int64_t offset,
                                     const google::rpc::Status& told) {
  const auto unsendable = unsendable_.find(offset);
  const absl::Status reason = unsendable == unsendable_.end()
                                  ? FromRpcStatus(told)
                                  : unsendable->second;
  Log(LogLevel::kError, "record_rejected",
      {{"offset", offset}, {"status", reason.ToString()}});
  return reason;
}

absl::Status Sender::GetProducer(const v1::GetProducerRequest& request,
                                 v1::GetProducerResponse& response) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + options_.call_timeout));
  {
    MutexLock lock(mutex_);
    if (stopping_) return absl::CancelledError("stopping");
    call_ = &context;
  }
  const grpc::Status status = stub_->GetProducer(&context, request, &response);
  {
    MutexLock lock(mutex_);
    call_ = nullptr;
  }
  return FromGrpcStatus(status);
}

// Halts where going on would lose or double records.
absl::Status Sender::CheckStart(const v1::GetProducerResponse& producer) {
  const int64_t first = outbox_.first_offset();
  const int64_t end = outbox_.end_offset();
  const int64_t next = producer.next_offset();
  absl::Status problem;
  if (producer.epoch() > outbox_.identity().epoch) {
    problem = absl::FailedPreconditionError(
        absl::StrCat("fenced off: the store has seen epoch ", producer.epoch(),
                     ", this outbox is at ", outbox_.identity().epoch));
  } else if (next < first) {
    problem = absl::DataLossError(
        absl::StrCat("the store has lost records: it expects offset ", next,
                     ", the oldest one here is ", first));
  } else if (next > end) {
    problem = absl::DataLossError(
        absl::StrCat("this outbox is an old copy: the store expects offset ",
                     next, ", the next one here is ", end));
  }
  if (!problem.ok()) Halt(problem);
  return problem;
}

absl::Status Sender::PumpStream(AppendCall& stream, Session& session) {
  for (;;) {
    RETURN_IF_ERROR(TakeResponses(stream, session));
    if (stopping()) return absl::CancelledError("stopping");
    if (const auto end = stream.EndStatus(); end.has_value()) {
      // The last responses may have come between.
      RETURN_IF_ERROR(TakeResponses(stream, session));
      if (end->ok())
        return absl::UnavailableError("the store ended the stream");
      return HandleEnd(*end, session);
    }
    RETURN_IF_ERROR(CheckProgress(session));
    if (stream.CanWrite() && HasCredit(session)) {
      const absl::Duration linger = LeftToLinger(session);
      if (linger > absl::ZeroDuration()) {
        WaitForEvent(linger);
        continue;
      }
      ASSIGN_OR_RETURN(const bool sent, SendNext(stream, session));
      if (sent) continue;
    }
    WaitForEvent(session.in_flight.empty() ? absl::InfiniteDuration()
                                           : options_.response_timeout);
  }
}

absl::Status Sender::TakeResponses(AppendCall& stream, Session& session) {
  absl::Status status;
  while (status.ok()) {
    const auto response = stream.TakeResponse();
    if (!response.has_value()) break;
    status = TakeResponse(*response, session);
  }
  if (session.acknowledged > 0) {
    CrashPoint(CrashAt::kSenderAnswered);
    outbox_.Acknowledge(session.acknowledged, std::move(session.rejections));
    session.acknowledged = 0;
    session.rejections.clear();
  }
  return status;
}

absl::Status Sender::TakeResponse(const v1::AppendRecordsResponse& response,
                                  Session& session) {
  if (session.in_flight.empty()) {
    return absl::InternalError("a response without a request");
  }
  const InFlight request = session.in_flight.front();
  session.in_flight.pop_front();
  session.bytes_in_flight -= request.bytes;
  const absl::Status status = FromRpcStatus(response.status());
  if (status.ok() ||
      ReasonOf(status) == v1::ERROR_REASON_OFFSET_ALREADY_COMMITTED) {
    return Advance(response, request, session);
  }
  return HandleRefusal(status, request);
}

absl::Status Sender::Advance(const v1::AppendRecordsResponse& response,
                             const InFlight& request, Session& session) {
  const int64_t end = request.offset + request.records;
  if (response.next_offset() < end) {
    // Part of it was there already: go on from where the store stands.
    return absl::AbortedError(absl::StrCat("the store expects offset ",
                                           response.next_offset(),
                                           " after records up to ", end));
  }
  for (const v1::RejectedRecord& rejected : response.rejected()) {
    if (rejected.index() < 0 || rejected.index() >= request.records) {
      return absl::InternalError("a rejected record without a record");
    }
    const int64_t offset = request.offset + rejected.index();
    session.rejections.push_back(
        {offset, RejectionReason(offset, rejected.status())});
  }
  session.acknowledged = end;
  unsendable_.erase(unsendable_.begin(), unsendable_.lower_bound(end));
  backoff_.Reset();
  checks_records_ = false;
  GrowBatches();
  MutexLock lock(mutex_);
  counters_.committed += request.records;
  counters_.rejected += response.rejected_size();
  return absl::OkStatus();
}

// Decides what an error of one request means. Returns an error always, which
// ends the session.
absl::Status Sender::HandleRefusal(const absl::Status& status,
                                   const InFlight& request) {
  const v1::ErrorReason reason = ReasonOf(status);
  if (reason == v1::ERROR_REASON_PRODUCER_FENCED) Halt(status);
  if (reason == v1::ERROR_REASON_BATCH_TOO_LARGE) {
    ShrinkBatches(request.offset, request.records);
    // Smaller ones need not wait.
    return absl::AbortedError(status.message());
  }
  return status;
}

// Decides what the end of the stream means. Returns an error always.
absl::Status Sender::HandleEnd(const absl::Status& status,
                               const Session& session) {
  if (status.ok()) return absl::UnavailableError("the store ended the stream");
  if (ReasonOf(status) == v1::ERROR_REASON_PRODUCER_FENCED) Halt(status);
  // gRPC refuses a message by its size with these words and no reason of ours.
  if (status.code() == absl::StatusCode::kResourceExhausted &&
      absl::StrContains(status.message(), "larger than max")) {
    if (session.in_flight.size() == 1) {
      const InFlight& request = session.in_flight.front();
      ShrinkBatches(request.offset, request.records);
    }
    // With several under way, find out which one it is.
    one_at_a_time_ = true;
  }
  return status;
}

void Sender::ShrinkBatches(int64_t offset, int64_t records) {
  answers_since_shrink_ = 0;
  if (records == 1) {
    unsendable_[offset] =
        ErrorWithReason(absl::StatusCode::kResourceExhausted,
                        "the record is too large for the query service",
                        v1::ERROR_REASON_BATCH_TOO_LARGE);
  } else {
    batch_records_ = static_cast<int>(std::max<int64_t>(1, records / 2));
    batch_bytes_ = std::max<int64_t>(1, batch_bytes_ / 2);
  }
  Log(LogLevel::kWarning, "sender_batches_shrunk",
      {{"records", batch_records_}, {"bytes", batch_bytes_}});
}

// After much progress, undoes what `ShrinkBatches` did, step by step.
void Sender::GrowBatches() {
  one_at_a_time_ = false;
  if (++answers_since_shrink_ < kAnswersBeforeGrowth) return;
  answers_since_shrink_ = 0;
  batch_records_ = std::min(batch_records_ * 2, options_.max_batch_records);
  batch_bytes_ = std::min(batch_bytes_ * 2, options_.max_batch_bytes);
}

bool Sender::HasCredit(const Session& session) const {
  return session.in_flight.empty() ||
         (!one_at_a_time_ &&
          static_cast<int>(session.in_flight.size()) <
              options_.max_requests_in_flight &&
          session.bytes_in_flight < options_.max_bytes_in_flight);
}

absl::Duration Sender::LeftToLinger(const Session& session) const {
  const int64_t waiting = outbox_.end_offset() - session.next_offset;
  if (waiting <= 0 || waiting >= batch_records_) return absl::ZeroDuration();
  return options_.linger - (absl::Now() - session.last_sent);
}

// Writes the next records, if there are any.
absl::StatusOr<bool> Sender::SendNext(AppendCall& stream, Session& session) {
  if (session.next_offset >= outbox_.end_offset()) return false;
  ASSIGN_OR_RETURN(
      std::vector<StoredRecord> records,
      outbox_.Read(session.next_offset, batch_records_, batch_bytes_));
  InFlight request{session.next_offset, 0, 0, clock_.Now()};
  v1::AppendRecordsRequest head;
  if (session.first_request) {
    head.set_producer(outbox_.identity().producer);
    head.set_epoch(outbox_.identity().epoch);
  }
  head.set_offset(request.offset);
  // What was refused before is parked, in the commit that moved this on.
  head.set_settled_offset(outbox_.first_offset());
  AppendRequest message(head);
  for (StoredRecord& stored : records) {
    if (stored.offset != request.offset + request.records) break;
    ++request.records;
    request.bytes += static_cast<int64_t>(stored.record.size());
    // An empty record is refused by the store, and parked.
    if (!IsSendable(stored)) stored.record.clear();
    message.AddRecord(std::move(stored.record));
  }
  if (request.records == 0) {
    const absl::Status problem = absl::DataLossError(absl::StrCat(
        "the outbox has lost the record of offset ", request.offset));
    Halt(problem);
    return problem;
  }
  session.first_request = false;
  session.last_sent = absl::Now();
  session.next_offset += request.records;
  session.bytes_in_flight += request.bytes;
  session.in_flight.push_back(request);
  {
    MutexLock lock(mutex_);
    ++counters_.requests;
    counters_.records += request.records;
  }
  stream.Write(message.TakeBytes());
  CrashPoint(CrashAt::kSenderSent);
  return true;
}

bool Sender::IsSendable(const StoredRecord& stored) const {
  if (unsendable_.count(stored.offset) > 0) return false;
  return !checks_records_ || v1::Record().ParseFromString(stored.record);
}

absl::Status Sender::CheckProgress(const Session& session) const {
  if (session.in_flight.empty() ||
      clock_.Now() - session.in_flight.front().sent <
          options_.response_timeout) {
    return absl::OkStatus();
  }
  return absl::DeadlineExceededError(absl::StrCat(
      "no response for ", absl::FormatDuration(options_.response_timeout)));
}

void Sender::Wake() {
  MutexLock lock(mutex_);
  woken_ = true;
  event_.SignalAll();
}

void Sender::WaitForEvent(absl::Duration timeout) {
  MutexLock lock(mutex_);
  while (!woken_) {
    if (timeout == absl::InfiniteDuration()) {
      event_.Wait(mutex_);
    } else if (!event_.WaitFor(mutex_, timeout)) {
      break;
    }
  }
  woken_ = false;
}

void Sender::Pause(absl::Duration delay) {
  const absl::Time end = absl::Now() + delay;
  MutexLock lock(mutex_);
  while (!stopping_) {
    const absl::Duration left = end - absl::Now();
    if (left <= absl::ZeroDuration()) return;
    event_.WaitFor(mutex_, left);
  }
}

bool Sender::stopping() const {
  MutexLock lock(mutex_);
  return stopping_;
}

void Sender::Halt(const absl::Status& why) {
  halted_ = true;
  Log(LogLevel::kError, "sender_halted",
      {{"producer", outbox_.identity().producer},
       {"epoch", outbox_.identity().epoch},
       {"status", why.ToString()}});
  SetState(SenderState::kHalted);
}

void Sender::SetState(SenderState state) {
  {
    MutexLock lock(mutex_);
    if (state_ == state) return;
    state_ = state;
  }
  if (options_.on_state) options_.on_state(state);
}

}  // namespace isnad
