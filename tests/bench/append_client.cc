#include "tests/bench/append_client.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "absl/time/clock.h"
#include "common/base/mutex.h"
#include "common/rpc/channel.h"
#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"
#include "grpcpp/client_context.h"
#include "isnad/v1/query_service.grpc.pb.h"
#include "isnad/v1/record_service.grpc.pb.h"
#include "tests/bench/bench_corpus.h"
#include "tests/bench/call_load.h"
#include "tests/bench/server_process.h"

namespace isnad {
namespace {

constexpr int64_t kEntitiesInRecord = 1'000;
// A call may wait no longer in one go.
constexpr absl::Duration kIndexTimeout = absl::Seconds(25);

constexpr char kAppendMethod[] = "/isnad.v1.RecordService/AppendRecords";

// Sends bytes, so that serializing is none of what is measured.
using Stream =
    grpc::ClientReaderWriter<grpc::ByteBuffer, v1::AppendRecordsResponse>;
using StreamFactory =
    grpc::internal::ClientReaderWriterFactory<grpc::ByteBuffer,
                                              v1::AppendRecordsResponse>;

// Reads the answers of a stream and lets the writer go on.
class AnswerReader {
 public:
  AnswerReader(Stream& stream, size_t in_flight)
      : stream_(stream), in_flight_(in_flight), thread_([this] { Run(); }) {}
  ~AnswerReader() {
    if (thread_.joinable()) thread_.join();
  }

  // Waits for room and notes when a request is sent; false once an answer was
  // bad or the stream has ended.
  bool BeginRequest() {
    MutexLock lock(mutex_);
    while (sent_.size() - acks_us_.size() >= in_flight_ && !ended_) {
      changed_.Wait(mutex_);
    }
    sent_.push_back(absl::Now());
    return !ended_;
  }

  // Of the last answer. REQUIRES: Finish() has returned.
  int64_t revision() {
    MutexLock lock(mutex_);
    return revision_;
  }

  // Waits for the end of the stream.
  absl::StatusOr<std::vector<double>> Finish() {
    thread_.join();
    MutexLock lock(mutex_);
    RETURN_IF_ERROR(bad_);
    return std::move(acks_us_);
  }

 private:
  void Run() {
    v1::AppendRecordsResponse response;
    while (stream_.Read(&response)) {
      MutexLock lock(mutex_);
      acks_us_.push_back(
          absl::ToDoubleMicroseconds(absl::Now() - sent_[acks_us_.size()]));
      if (bad_.ok() && response.status().code() != 0) {
        bad_ = absl::InternalError(response.status().message());
      }
      revision_ = response.revision();
      if (bad_.ok() && response.rejected_size() > 0) {
        bad_ = absl::InternalError(response.rejected(0).status().message());
      }
      changed_.SignalAll();
    }
    MutexLock lock(mutex_);
    ended_ = true;
    changed_.SignalAll();
  }

  Stream& stream_;
  const size_t in_flight_;
  Mutex mutex_;
  CondVar changed_;
  std::vector<absl::Time> sent_ ABSL_GUARDED_BY(mutex_);
  std::vector<double> acks_us_ ABSL_GUARDED_BY(mutex_);
  int64_t revision_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status bad_ ABSL_GUARDED_BY(mutex_);
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

absl::StatusOr<int64_t> NextOffset(v1::RecordService::Stub& stub,
                                   const std::string& producer) {
  grpc::ClientContext context;
  v1::GetProducerRequest request;
  request.set_producer(producer);
  v1::GetProducerResponse response;
  RETURN_IF_ERROR(
      FromGrpcStatus(stub.GetProducer(&context, request, &response)));
  return response.next_offset();
}

// Waits until a revision can be read.
absl::Status AwaitReadable(const std::string& target, int64_t revision) {
  const auto stub = v1::QueryService::NewStub(MakeChannel(target));
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kIndexTimeout));
  v1::GetEntityRequest request;
  request.set_name(BenchEntityName(0));
  request.mutable_consistency()->set_at_least_revision(revision);
  v1::GetEntityResponse response;
  return FromGrpcStatus(stub->GetEntity(&context, request, &response));
}

}  // namespace

absl::StatusOr<AppendRun> AppendAll(
    const std::string& target, const std::string& producer, size_t in_flight,
    std::vector<v1::AppendRecordsRequest> requests) {
  const std::shared_ptr<grpc::Channel> channel = MakeChannel(target);
  const auto stub = v1::RecordService::NewStub(channel);
  ASSIGN_OR_RETURN(int64_t offset, NextOffset(*stub, producer));
  std::vector<grpc::ByteBuffer> messages;
  messages.reserve(requests.size());
  for (v1::AppendRecordsRequest& request : requests) {
    request.set_producer(producer);
    request.set_epoch(1);
    request.set_offset(offset);
    offset += request.records_size();
    messages.push_back(ToByteBuffer(request));
    request.Clear();
  }
  grpc::ClientContext context;
  const grpc::internal::RpcMethod method(
      kAppendMethod, grpc::internal::RpcMethod::BIDI_STREAMING, channel);
  const std::unique_ptr<Stream> stream(
      StreamFactory::Create(channel.get(), method, &context));
  AnswerReader reader(*stream, in_flight);
  const absl::Time start = absl::Now();
  const absl::Duration cpu_before = OwnCpuTime();
  for (const grpc::ByteBuffer& message : messages) {
    if (!reader.BeginRequest() || !stream->Write(message)) break;
  }
  stream->WritesDone();
  AppendRun run;
  ASSIGN_OR_RETURN(run.ack_us, reader.Finish());
  run.seconds = absl::ToDoubleSeconds(absl::Now() - start);
  run.client_cpu = OwnCpuTime() - cpu_before;
  RETURN_IF_ERROR(FromGrpcStatus(stream->Finish()));
  if (run.ack_us.size() != messages.size()) {
    return absl::InternalError("append: not every request was answered");
  }
  // 0: the store had all of it.
  if (reader.revision() > 0) {
    RETURN_IF_ERROR(AwaitReadable(target, reader.revision()));
  }
  run.readable_seconds = absl::ToDoubleSeconds(absl::Now() - start);
  return run;
}

std::vector<v1::AppendRecordsRequest> DocumentRequests(int64_t first,
                                                       int64_t count,
                                                       int64_t entities,
                                                       int64_t in_request) {
  std::vector<v1::AppendRecordsRequest> requests;
  for (int64_t i = 0; i < count; ++i) {
    if (i % in_request == 0) requests.emplace_back();
    *requests.back().add_records() =
        BenchDocument(first + i, entities, BenchDocumentShape());
  }
  return requests;
}

std::vector<v1::AppendRecordsRequest> EntityRequests(int64_t count) {
  std::vector<v1::AppendRecordsRequest> requests;
  for (int64_t i = 0; i < count; ++i) {
    if (i % kEntitiesInRecord == 0) requests.emplace_back().add_records();
    *requests.back().mutable_records(0)->mutable_entities()->add_entities() =
        BenchEntity(i);
  }
  return requests;
}

}  // namespace isnad
