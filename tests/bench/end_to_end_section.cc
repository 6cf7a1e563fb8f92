#include "tests/bench/end_to_end_section.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/mutex.h"
#include "common/rpc/channel.h"
#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"
#include "grpcpp/client_context.h"
#include "isnad/v1/ingest_service.grpc.pb.h"
#include "isnad/v1/query_service.grpc.pb.h"
#include "tests/bench/median.h"
#include "tests/bench/news_texts.h"
#include "tests/bench/server_process.h"

namespace isnad {
namespace {

constexpr size_t kDocumentBytes = 3'000;
constexpr double kLeastRate = 2'500;
constexpr double kMostVisibleMs = 200;
// A little more than is asked, so that it can be reached.
constexpr double kOfferedRate = 2'600;
// One for each core: a stream is read by one thread.
constexpr int kStreams = 2;
// One in so many documents is waited for until it is visible.
constexpr int64_t kVisibleOneIn = 20;
constexpr absl::Duration kTimeout = absl::Seconds(120);

// Waits for documents to become visible, many at a time. Thread-safe.
class VisibilityProbe {
 public:
  explicit VisibilityProbe(const std::string& target)
      : stub_(v1::QueryService::NewStub(MakeChannel(target))) {}

  // Asks for a document as its writer would, and notes how long after this
  // call it is there.
  void Watch(const v1::IngestResult& result) {
    auto call = std::make_shared<Call>();
    call->request.set_name(result.document());
    call->request.mutable_consistency()->set_at_least_token(
        result.write_token());
    call->context.set_deadline(absl::ToChronoTime(absl::Now() + kTimeout));
    {
      MutexLock lock(mutex_);
      ++under_way_;
    }
    Call& started = *call;
    stub_->async()->GetDocument(
        &started.context, &started.request, &started.response,
        [this, call = std::move(call),
         acked = absl::Now()](const grpc::Status& status) mutable {
          // The call holds the channel, which must not go on a thread of gRPC
          // (its end would wait for itself): before anybody is told, therefore.
          call.reset();
          MutexLock lock(mutex_);
          if (!status.ok() && failure_.ok()) failure_ = FromGrpcStatus(status);
          lags_ms_.push_back(absl::ToDoubleMilliseconds(absl::Now() - acked));
          --under_way_;
          changed_.SignalAll();
        });
  }

  // Waits for all that were watched.
  absl::StatusOr<std::vector<double>> Finish() {
    MutexLock lock(mutex_);
    while (under_way_ > 0) changed_.Wait(mutex_);
    RETURN_IF_ERROR(failure_);
    return lags_ms_;
  }

 private:
  struct Call {
    grpc::ClientContext context;
    v1::GetDocumentRequest request;
    v1::GetDocumentResponse response;
  };

  const std::unique_ptr<v1::QueryService::Stub> stub_;
  Mutex mutex_;
  CondVar changed_;
  int under_way_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<double> lags_ms_ ABSL_GUARDED_BY(mutex_);
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
};

// One stream of documents, those whose number leaves `first` when divided by
// the number of streams.
class DocumentSource {
 public:
  DocumentSource(v1::IngestService::Stub& stub, VisibilityProbe& probe,
                 const std::vector<std::string>& texts, int64_t documents,
                 int first)
      : probe_(probe),
        texts_(texts),
        documents_(documents),
        first_(first),
        stream_(stub.StreamDocuments(&context_)) {}

  // Sends and reads all, in the pace of the offered rate.
  absl::Status Run(absl::Time start) {
    absl::Status read;
    std::thread reader([&] { read = ReadAnswers(); });
    for (int64_t i = first_; i < documents_; i += kStreams) {
      const absl::Time due =
          start + absl::Seconds(static_cast<double>(i) / kOfferedRate);
      absl::SleepFor(due - absl::Now());
      if (!stream_->Write(Request(i))) break;
    }
    stream_->WritesDone();
    reader.join();
    RETURN_IF_ERROR(FromGrpcStatus(stream_->Finish()));
    return read;
  }

 private:
  v1::StreamDocumentsRequest Request(int64_t number) const {
    v1::StreamDocumentsRequest request;
    v1::Document& document = *request.mutable_request()->mutable_document();
    document.set_name(absl::StrCat("documents/story-", number));
    document.set_media_type("text/plain");
    // No two stories are the same.
    document.set_source(absl::StrCat(
        texts_[static_cast<size_t>(number) % texts_.size()], number, "\n"));
    return request;
  }

  absl::Status ReadAnswers() {
    v1::StreamDocumentsResponse response;
    int64_t last = 0;
    for (int64_t i = first_; i < documents_; i += kStreams) last = i;
    for (int64_t i = first_; i < documents_; i += kStreams) {
      if (!stream_->Read(&response)) {
        return absl::UnavailableError("the stream of documents ended early");
      }
      if (response.result().status().code() != 0) {
        return absl::InternalError(response.result().status().message());
      }
      if (i / kStreams % kVisibleOneIn == 0 || i == last) {
        probe_.Watch(response.result());
      }
    }
    return absl::OkStatus();
  }

  VisibilityProbe& probe_;
  const std::vector<std::string>& texts_;
  const int64_t documents_;
  const int first_;
  grpc::ClientContext context_;
  const std::unique_ptr<grpc::ClientReaderWriter<v1::StreamDocumentsRequest,
                                                 v1::StreamDocumentsResponse>>
      stream_;
};

absl::Status SendAll(v1::IngestService::Stub& stub, VisibilityProbe& probe,
                     const std::vector<std::string>& texts, int64_t documents) {
  const absl::Time start = absl::Now();
  std::vector<absl::Status> ends(kStreams);
  std::vector<std::thread> threads;
  threads.reserve(kStreams);
  for (int i = 0; i < kStreams; ++i) {
    threads.emplace_back([&, i] {
      ends[static_cast<size_t>(i)] =
          DocumentSource(stub, probe, texts, documents, i).Run(start);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const absl::Status& end : ends) RETURN_IF_ERROR(end);
  return absl::OkStatus();
}

}  // namespace

absl::Status RunEndToEndSection(const BenchOptions& options,
                                BenchReport& report) {
  const auto documents = options.Size<int64_t>(26'000, 200);
  ASSIGN_OR_RETURN(const std::vector<std::string> texts,
                   NewsTexts(kDocumentBytes));
  const std::string folder = options.scratch + "/end_to_end";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directory(folder);
  ASSIGN_OR_RETURN(
      const auto query,
      ServerProcess::Start(options, "isnad-query",
                           {"--database=" + folder + "/query.db"}));
  ASSIGN_OR_RETURN(const auto ingest,
                   ServerProcess::Start(options, "isnad-ingest",
                                        {"--query=" + query->target(),
                                         "--outbox=" + folder + "/outbox.db"}));
  const auto stub = v1::IngestService::NewStub(MakeChannel(ingest->target()));
  // The catalog goes first: it is not part of what is measured.
  VisibilityProbe warm_up(query->target());
  RETURN_IF_ERROR(SendAll(*stub, warm_up, {texts.front()}, kStreams));
  RETURN_IF_ERROR(warm_up.Finish().status());

  const absl::Duration query_cpu = query->CpuTime();
  const absl::Duration ingest_cpu = ingest->CpuTime();
  VisibilityProbe probe(query->target());
  const absl::Time start = absl::Now();
  RETURN_IF_ERROR(SendAll(*stub, probe, texts, documents));
  const double acked_seconds = absl::ToDoubleSeconds(absl::Now() - start);
  ASSIGN_OR_RETURN(const std::vector<double> lags_ms, probe.Finish());
  const double seconds = absl::ToDoubleSeconds(absl::Now() - start);
  const auto count = static_cast<double>(documents);
  BenchSection& section = report.AddSection("end_to_end");
  section.Add("rate", count / seconds, AtLeast(kLeastRate));
  section.Add("ack_to_visible_p50_ms", Quantile(lags_ms, 0.5));
  section.Add("ack_to_visible_p99_ms", Quantile(lags_ms, 0.99),
              AtMost(kMostVisibleMs));
  section.Add("acknowledged_rate", count / acked_seconds);
  section.Add("offered_rate", kOfferedRate);
  section.Add(
      "ingest_cpu_us",
      absl::ToDoubleMicroseconds(ingest->CpuTime() - ingest_cpu) / count);
  section.Add("query_cpu_us",
              absl::ToDoubleMicroseconds(query->CpuTime() - query_cpu) / count);
  std::filesystem::remove_all(folder);
  return absl::OkStatus();
}

}  // namespace isnad
