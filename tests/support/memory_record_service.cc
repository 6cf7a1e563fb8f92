#include "tests/support/memory_record_service.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"

namespace isnad {

void MemoryRecordService::SetScript(Script script) {
  MutexLock lock(mutex_);
  script_ = std::move(script);
}

void MemoryRecordService::SetRefusal(absl::Status refusal) {
  MutexLock lock(mutex_);
  refusal_ = std::move(refusal);
}

void MemoryRecordService::SetCheck(
    std::function<absl::Status(const v1::Record&)> check) {
  MutexLock lock(mutex_);
  check_ = std::move(check);
}

void MemoryRecordService::SetMaxBatch(int records) {
  MutexLock lock(mutex_);
  max_batch_ = records;
}

void MemoryRecordService::SetProducer(const std::string& producer,
                                      int64_t epoch, int64_t next_offset) {
  MutexLock lock(mutex_);
  producers_[producer] = {epoch, next_offset};
}

std::vector<v1::Record> MemoryRecordService::records() const {
  MutexLock lock(mutex_);
  return records_;
}

int64_t MemoryRecordService::requests() const {
  MutexLock lock(mutex_);
  return requests_;
}

void MemoryRecordService::WaitForOffset(const std::string& producer,
                                        int64_t next_offset) const {
  MutexLock lock(mutex_);
  for (;;) {
    const auto found = producers_.find(producer);
    if (found != producers_.end() && found->second.next_offset >= next_offset) {
      return;
    }
    changed_.Wait(mutex_);
  }
}

grpc::Status MemoryRecordService::GetProducer(
    grpc::ServerContext* /*context*/, const v1::GetProducerRequest* request,
    v1::GetProducerResponse* response) {
  MutexLock lock(mutex_);
  const auto found = producers_.find(request->producer());
  if (found == producers_.end()) return grpc::Status::OK;
  response->set_epoch(found->second.epoch);
  response->set_next_offset(found->second.next_offset);
  return grpc::Status::OK;
}

grpc::Status MemoryRecordService::AppendRecords(
    grpc::ServerContext* /*context*/,
    grpc::ServerReaderWriter<v1::AppendRecordsResponse,
                             v1::AppendRecordsRequest>* stream) {
  v1::AppendRecordsRequest request;
  std::string producer;
  int64_t epoch = 0;
  while (stream->Read(&request)) {
    if (!request.producer().empty()) {
      producer = request.producer();
      epoch = request.epoch();
    }
    v1::AppendRecordsResponse response;
    {
      MutexLock lock(mutex_);
      const int number = requests_++;
      const Action action = script_ ? script_(number) : Action::kHandle;
      if (action == Action::kBreakBefore) {
        return grpc::Status(grpc::StatusCode::UNAVAILABLE, "broken off");
      }
      Producer& state = producers_[producer];
      if (producer.empty() || epoch < state.epoch) {
        return ToGrpcStatus(
            ErrorWithReason(absl::StatusCode::kFailedPrecondition, "fenced off",
                            v1::ERROR_REASON_PRODUCER_FENCED));
      }
      state.epoch = epoch;
      const absl::Status status = action == Action::kRefuse
                                      ? refusal_
                                      : Append(request, state, response);
      *response.mutable_status() = ToRpcStatus(status);
      response.set_next_offset(state.next_offset);
      changed_.SignalAll();
      if (action == Action::kBreakAfter) {
        return grpc::Status(grpc::StatusCode::UNAVAILABLE, "broken off");
      }
    }
    if (!stream->Write(response)) break;
  }
  return grpc::Status::OK;
}

absl::Status MemoryRecordService::Append(
    const v1::AppendRecordsRequest& request, Producer& producer,
    v1::AppendRecordsResponse& response) {
  if (max_batch_ > 0 && request.records_size() > max_batch_) {
    return ErrorWithReason(absl::StatusCode::kResourceExhausted, "too many",
                           v1::ERROR_REASON_BATCH_TOO_LARGE);
  }
  if (request.offset() < producer.next_offset) {
    return ErrorWithReason(absl::StatusCode::kAlreadyExists, "there already",
                           v1::ERROR_REASON_OFFSET_ALREADY_COMMITTED);
  }
  if (request.offset() > producer.next_offset) {
    return ErrorWithReason(absl::StatusCode::kOutOfRange, "a gap",
                           v1::ERROR_REASON_OFFSET_GAP);
  }
  for (int i = 0; i < request.records_size(); ++i) {
    const v1::Record& record = request.records(i);
    absl::Status status = check_ ? check_(record) : absl::OkStatus();
    if (record.change_case() == v1::Record::CHANGE_NOT_SET) {
      status = ErrorWithReason(absl::StatusCode::kInvalidArgument, "empty",
                               v1::ERROR_REASON_RECORD_INVALID);
    }
    if (status.ok()) {
      records_.push_back(record);
      continue;
    }
    v1::RejectedRecord* rejected = response.add_rejected();
    rejected->set_index(i);
    *rejected->mutable_status() = ToRpcStatus(status);
  }
  producer.next_offset += request.records_size();
  response.set_revision(static_cast<int64_t>(records_.size()));
  return absl::OkStatus();
}

}  // namespace isnad
