#include "tests/bench/call_load.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/rpc/channel.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/support/async_unary_call.h"
#include "tests/bench/median.h"

namespace isnad {
namespace {

constexpr int kCheckOneIn = 100;
constexpr absl::Duration kCallTimeout = absl::Seconds(30);
// How late an open load may be before it begins what is due.
constexpr absl::Duration kPace = absl::Microseconds(200);

// A run of a load.
class LoadRun {
 public:
  LoadRun(grpc::GenericStub& stub, const CallLoad& load,
          absl::Duration duration)
      : stub_(stub),
        load_(load),
        start_(absl::Now()),
        end_(start_ + duration) {}

  absl::StatusOr<LoadResult> Run() {
    if (load_.offered_rate == 0) {
      for (int i = 0; i < load_.in_flight; ++i) Begin();
    }
    while (under_way_ > 0 || absl::Now() < end_) {
      if (load_.offered_rate > 0) BeginDue();
      TakeOne();
    }
    RETURN_IF_ERROR(failure_);
    return Result();
  }

 private:
  struct Call {
    size_t request = 0;
    absl::Time begun;
    grpc::ClientContext context;
    grpc::ByteBuffer response;
    grpc::Status status;
    std::unique_ptr<grpc::ClientAsyncResponseReader<grpc::ByteBuffer>> reader;
  };

  void Begin() {
    auto* const call = new Call;
    call->request = static_cast<size_t>(begun_) % load_.requests.size();
    call->begun = absl::Now();
    call->context.set_deadline(absl::ToChronoTime(call->begun + kCallTimeout));
    call->reader = stub_.PrepareUnaryCall(
        &call->context, load_.method, load_.requests[call->request], &queue_);
    call->reader->StartCall();
    call->reader->Finish(&call->response, &call->status, call);
    ++begun_;
    ++under_way_;
  }

  // Begins what an open load owes by now. What finds no room is not made up
  // for: the load is what could be begun.
  void BeginDue() {
    const absl::Time now = absl::Now();
    if (now >= end_) return;
    const auto due = static_cast<int64_t>(absl::ToDoubleSeconds(now - start_) *
                                          load_.offered_rate);
    for (; due_ < due; ++due_) {
      if (under_way_ < load_.in_flight) BeginIfAdmitted();
    }
  }

  void BeginIfAdmitted() {
    if (load_.throttle == nullptr || load_.throttle->Admit().ok()) {
      Begin();
    } else {
      ++begun_;
      ++held_back_;
    }
  }

  void TakeOne() {
    void* tag = nullptr;
    bool ok = false;
    const absl::Time until =
        absl::Now() + (load_.offered_rate > 0 ? kPace : kCallTimeout);
    if (queue_.AsyncNext(&tag, &ok, absl::ToChronoTime(until)) !=
        grpc::CompletionQueue::GOT_EVENT) {
      return;
    }
    const std::unique_ptr<Call> call(static_cast<Call*>(tag));
    --under_way_;
    Note(*call);
    if (load_.offered_rate == 0 && absl::Now() < end_ && failure_.ok()) {
      Begin();
    }
  }

  void Note(const Call& call) {
    if (call.status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED) {
      ++refused_;
      if (load_.throttle != nullptr) load_.throttle->NoteRefused();
      if (static_cast<int64_t>(refused_) % kCheckOneIn != 1) return;
      ++refused_checked_;
      const absl::Status status = FromGrpcStatus(call.status);
      if (RetryDelayOf(status) > absl::ZeroDuration()) ++refused_with_retry_;
      return;
    }
    if (!call.status.ok()) {
      if (failure_.ok()) failure_ = FromGrpcStatus(call.status);
      return;
    }
    if (load_.throttle != nullptr) load_.throttle->NoteAccepted();
    const absl::Time now = absl::Now();
    times_us_.push_back(absl::ToDoubleMicroseconds(now - call.begun));
    response_bytes_ += static_cast<double>(call.response.Length());
    // A call that ends after the time counts for the distribution only.
    if (now <= end_) ++in_time_;
    if (!load_.check || times_us_.size() % kCheckOneIn != 1) return;
    const absl::Status checked = load_.check(call.request, call.response);
    if (failure_.ok()) failure_ = checked;
  }

  LoadResult Result() {
    const double seconds = absl::ToDoubleSeconds(end_ - start_);
    LoadResult result;
    result.rate = in_time_ / seconds;
    result.offered = static_cast<double>(begun_) / seconds;
    result.p50_us = Quantile(times_us_, 0.5);
    result.p99_us = Quantile(times_us_, 0.99);
    result.mean_response_bytes =
        response_bytes_ /
        std::max<double>(1, static_cast<double>(times_us_.size()));
    result.refused_share = refused_ / static_cast<double>(begun_);
    result.refused_with_retry_info_share =
        refused_with_retry_ / std::max(1.0, refused_checked_);
    result.held_back_share = held_back_ / static_cast<double>(begun_);
    return result;
  }

  grpc::GenericStub& stub_;
  const CallLoad& load_;
  const absl::Time start_;
  const absl::Time end_;
  grpc::CompletionQueue queue_;

  int64_t begun_ = 0;
  int64_t due_ = 0;
  int under_way_ = 0;
  double in_time_ = 0;
  double refused_ = 0;
  double refused_checked_ = 0;
  double held_back_ = 0;
  double refused_with_retry_ = 0;
  double response_bytes_ = 0;
  std::vector<double> times_us_;
  absl::Status failure_;
};

}  // namespace

LoadClient::LoadClient(const std::string& target)
    : stub_(MakeChannel(target)) {}

absl::StatusOr<LoadResult> LoadClient::Run(const CallLoad& load,
                                           absl::Duration duration) {
  return LoadRun(stub_, load, duration).Run();
}

grpc::ByteBuffer ToByteBuffer(const google::protobuf::Message& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

bool FromByteBuffer(const grpc::ByteBuffer& buffer,
                    google::protobuf::Message& message) {
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return false;
  std::string bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return message.ParseFromString(bytes);
}

}  // namespace isnad
