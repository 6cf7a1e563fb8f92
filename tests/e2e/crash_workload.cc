#include "tests/e2e/crash_workload.h"

#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/rpc/channel.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

constexpr uint64_t kDocuments = 24;
constexpr size_t kRecentRequests = 16;
constexpr absl::Duration kPatience = absl::Seconds(60);
constexpr absl::Duration kPause = absl::Milliseconds(10);

std::shared_ptr<grpc::Channel> QuickChannel(const std::string& target) {
  ChannelOptions options;
  options.max_reconnect_backoff = absl::Milliseconds(100);
  return MakeChannel(target, options);
}

CallOptions PatientOptions() {
  CallOptions options;
  options.timeout = kPatience;
  options.max_attempts = 10'000;
  options.retry_exhausted = true;
  // Calls that fail at once would leave nobody to drive the new connection:
  // gRPC's synchronous client polls within calls.
  options.wait_for_ready = true;
  // A service that starts takes a moment; what it asks for (a second) would be
  // most of the run.
  options.sleep = [](absl::Duration) {
    std::this_thread::sleep_for(absl::ToChronoMilliseconds(kPause));
  };
  return options;
}

}  // namespace

CrashWorkload::CrashWorkload(uint64_t seed, std::vector<std::string> texts)
    : random_(seed), texts_(std::move(texts)) {}

v1::IngestDocumentRequest CrashWorkload::NextRequest() {
  if (Below(8) == 0 && !recent_.empty()) {
    return recent_[Below(recent_.size())];
  }
  v1::IngestDocumentRequest request;
  v1::Document& document = *request.mutable_document();
  document.set_name(absl::StrCat("documents/d", Below(kDocuments)));
  // Few variants, so that some bytes come again.
  document.set_source(
      absl::StrCat(texts_[Below(texts_.size())], "\n", Below(3), "\n"));
  request.set_request_id(absl::StrCat("r", number_++));
  recent_.push_back(request);
  if (recent_.size() > kRecentRequests) recent_.pop_front();
  return request;
}

CrashOperation CrashWorkload::Next() {
  CrashOperation operation;
  switch (Below(16)) {
    case 0:
      operation.withdraw = absl::StrCat("documents/d", Below(kDocuments));
      return operation;
    case 1:
      operation.remove = absl::StrCat("documents/d", Below(kDocuments));
      return operation;
    case 2:
      // Without an id the bytes decide whether it is new. Alone: once more
      // after a lost answer, it must not undo another of its batch.
      *operation.ingest.add_requests() = NextRequest();
      operation.ingest.mutable_requests(0)->clear_request_id();
      return operation;
    default:
      for (uint64_t i = Below(4) + 1; i > 0; --i) {
        *operation.ingest.add_requests() = NextRequest();
      }
      return operation;
  }
}

CrashClient::CrashClient(const std::string& ingest_target,
                         const std::string& query_target)
    : options_(PatientOptions()),
      ingest_(v1::IngestService::NewStub(QuickChannel(ingest_target))),
      query_(v1::QueryService::NewStub(QuickChannel(query_target))),
      admin_(v1::AdminService::NewStub(QuickChannel(query_target))) {}

absl::Status CrashClient::Run(const CrashOperation& operation) {
  if (!operation.remove.empty()) return Remove(operation.remove);
  if (operation.withdraw.empty()) return Ingest(operation.ingest);
  v1::WithdrawDocumentRequest request;
  request.set_name(operation.withdraw);
  ASSIGN_OR_RETURN(const v1::WithdrawDocumentResponse response,
                   Call(*ingest_, &v1::IngestService::Stub::WithdrawDocument,
                        request, options_));
  token_ = response.write_token();
  return absl::OkStatus();
}

absl::Status CrashClient::Ingest(v1::BatchIngestDocumentsRequest request) {
  const absl::Time deadline = absl::Now() + kPatience;
  for (;;) {
    ASSIGN_OR_RETURN(
        const v1::BatchIngestDocumentsResponse response,
        Call(*ingest_, &v1::IngestService::Stub::BatchIngestDocuments, request,
             options_));
    absl::Status refused;
    for (const v1::IngestResult& result : response.results()) {
      if (result.status().code() != 0) {
        refused = FromRpcStatus(result.status());
      } else {
        token_ = result.write_token();
      }
    }
    if (refused.ok()) return refused;
    if (RetryDelayOf(refused) == absl::ZeroDuration() ||
        absl::Now() > deadline) {
      return refused;
    }
    options_.sleep(kPause);
  }
}

// Comes after everything before it, so that its revision does not depend on
// who is quicker.
absl::Status CrashClient::Remove(const std::string& name) {
  RETURN_IF_ERROR(Settle());
  v1::DeleteDocumentRequest request;
  request.set_name(name);
  const absl::Status status =
      Call(*admin_, &v1::AdminService::Stub::DeleteDocument, request, options_)
          .status();
  // It may have been there until a call whose answer was lost.
  if (ReasonOf(status) == v1::ERROR_REASON_RESOURCE_NOT_FOUND) {
    return absl::OkStatus();
  }
  return status;
}

absl::Status CrashClient::Settle() {
  if (token_.empty()) return absl::OkStatus();
  v1::ListDocumentsRequest request;
  request.set_page_size(1);
  request.mutable_consistency()->set_at_least_token(token_);
  return Call(*query_, &v1::QueryService::Stub::ListDocuments, request,
              options_)
      .status();
}

}  // namespace isnad
