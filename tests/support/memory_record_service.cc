#include "tests/support/memory_record_service.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"

namespace isnad {
namespace {

// In one answer of GetProducer: few, so that a test sees several.
constexpr int kMaxRejected = 2;

void AddRejected(int64_t index, const absl::Status& status,
                 v1::AppendRecordsResponse& response) {
  v1::RejectedRecord* rejected = response.add_rejected();
  rejected->set_index(static_cast<int32_t>(index));
  *rejected->mutable_status() = ToRpcStatus(status);
}

}  // namespace

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
  producers_[producer].epoch = epoch;
  producers_[producer].next_offset = next_offset;
}

std::vector<v1::Record> MemoryRecordService::records() const {
  MutexLock lock(mutex_);
  return records_;
}

size_t MemoryRecordService::unsettled(const std::string& producer) const {
  MutexLock lock(mutex_);
  const auto found = producers_.find(producer);
  return found == producers_.end() ? 0 : found->second.rejected.size();
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
  const auto& rejected = found->second.rejected;
  for (auto one = rejected.lower_bound(request->rejected_from());
       one != rejected.end() && response->rejected_size() < kMaxRejected;
       ++one) {
    v1::RejectedOffset* told = response->add_rejected();
    told->set_offset(one->first);
    *told->mutable_status() = ToRpcStatus(one->second);
  }
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
  auto& rejected = producer.rejected;
  rejected.erase(rejected.begin(),
                 rejected.lower_bound(request.settled_offset()));
  if (request.offset() < producer.next_offset) {
    const int64_t end = request.offset() + request.records_size();
    for (auto one = rejected.lower_bound(request.offset());
         one != rejected.end() && one->first < end; ++one) {
      AddRejected(one->first - request.offset(), one->second, response);
    }
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
    rejected[request.offset() + i] = status;
    AddRejected(i, status, response);
  }
  producer.next_offset += request.records_size();
  response.set_revision(static_cast<int64_t>(records_.size()));
  return absl::OkStatus();
}

}  // namespace isnad
