#include "query_service/append/record_service.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "common/rpc/write_token.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"

namespace isnad {
namespace {

// In one answer of GetProducer.
constexpr int kMaxRejected = 1'000;

}  // namespace

RecordService::RecordService(Store& store, const AppendLimits& limits)
    : store_(store), limits_(limits) {}

RecordService::~RecordService() {
  MutexLock lock(mutex_);
  while (!streams_.empty()) changed_.Wait(mutex_);
}

void RecordService::Drain() {
  MutexLock lock(mutex_);
  draining_ = true;
  // A stream takes itself out under this lock, so those in the set live.
  for (AppendStream* stream : streams_) stream->Drain();
}

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>*
RecordService::AppendRecords(grpc::CallbackServerContext* /*context*/) {
  auto* const stream =
      new AppendStream(store_, limits_, blocks_, [this](AppendStream* gone) {
        MutexLock lock(mutex_);
        streams_.erase(gone);
        changed_.SignalAll();
      });
  MutexLock lock(mutex_);
  streams_.insert(stream);
  if (draining_) stream->Drain();
  return stream;
}

grpc::ServerUnaryReactor* RecordService::GetProducer(
    grpc::CallbackServerContext* context, const v1::GetProducerRequest* request,
    v1::GetProducerResponse* response) {
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  if (!IsProducerId(request->producer())) {
    reactor->Finish(ToGrpcStatus(
        FieldError("producer", "want an id of 1 to 64 of [A-Za-z0-9._-]")));
    return reactor;
  }
  if (request->rejected_from() < 0) {
    reactor->Finish(ToGrpcStatus(FieldError(
        "rejected_from",
        absl::StrCat("got ", request->rejected_from(), ", want 0 or more"))));
    return reactor;
  }
  const absl::StatusOr<ProducerState> state =
      store_.GetProducer(request->producer());
  if (!state.ok()) {
    reactor->Finish(ToGrpcStatus(state.status()));
    return reactor;
  }
  response->set_epoch(state->epoch);
  response->set_next_offset(state->next_offset);
  const absl::StatusOr<std::vector<RejectedOffset>> rejected =
      store_.ListRejected(request->producer(), request->rejected_from(),
                          kMaxRejected);
  if (rejected.ok()) {
    for (const RejectedOffset& one : *rejected) {
      // Those of a commit since then come with the next offset.
      if (one.offset >= state->next_offset) break;
      v1::RejectedOffset* const told = response->add_rejected();
      told->set_offset(one.offset);
      *told->mutable_status() = ToRpcStatus(one.status);
    }
  }
  reactor->Finish(ToGrpcStatus(rejected.status()));
  return reactor;
}

}  // namespace isnad
