#include "tests/e2e/crash_workload.h"

#include <iterator>
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

// What ingest takes for an outlet and query does not: the name of an entity
// that can't be one.
constexpr char kNoEntity[] = "entities/no entity";

struct Pair {
  const char* source;
  const char* target;
};

// Whichever of them come first, each merge is one that may be made: the second
// and third pair are a chain.
constexpr Pair kMerges[] = {
    {"entities/reuters", "entities/bloomberg"},
    {"entities/amd", "entities/intel"},
    {"entities/intel", "entities/nvidia"},
    {"entities/h20", "entities/h200"},
};

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

std::string KindOf(const CrashOperation& operation) {
  if (!operation.remove.empty()) return "remove";
  if (!operation.withdraw.empty()) return "withdraw";
  if (!operation.merge_source.empty()) return "merge";
  if (operation.retry_poison) return "retry";
  if (operation.poison.has_document()) return "poison";
  return operation.reanalyze ? "reanalyze" : "ingest";
}

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

v1::IngestDocumentRequest CrashWorkload::NextPoison() {
  v1::IngestDocumentRequest request;
  // Never sent again under its name: whether a newer state comes before or
  // after the refusal would be a matter of time.
  request.mutable_document()->set_name(
      absl::StrCat("documents/poison", number_));
  request.mutable_document()->set_source(texts_[Below(texts_.size())]);
  request.mutable_document()->set_outlet(kNoEntity);
  request.set_request_id(absl::StrCat("r", number_++));
  return request;
}

CrashOperation CrashWorkload::Next() {
  CrashOperation operation;
  switch (Below(20)) {
    case 0:
      operation.withdraw = absl::StrCat("documents/d", Below(kDocuments));
      return operation;
    case 1:
      operation.remove = absl::StrCat("documents/d", Below(kDocuments));
      return operation;
    case 2: {
      const Pair& pair = kMerges[Below(std::size(kMerges))];
      operation.merge_source = pair.source;
      operation.merge_target = pair.target;
      return operation;
    }
    case 3:
      operation.poison = NextPoison();
      operation.retry_poison = Below(2) == 0;
      return operation;
    case 4:
      operation.reanalyze = Below(3) == 0;
      if (operation.reanalyze) return operation;
      *operation.ingest.add_requests() = NextRequest();
      return operation;
    case 5:
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
  if (!operation.withdraw.empty()) return Withdraw(operation.withdraw);
  if (!operation.merge_source.empty()) {
    return Merge(operation.merge_source, operation.merge_target);
  }
  if (operation.poison.has_document()) {
    return Poison(operation.poison, operation.retry_poison);
  }
  if (operation.reanalyze) return Reanalyze();
  return Ingest(operation.ingest);
}

absl::Status CrashClient::Withdraw(const std::string& name) {
  v1::WithdrawDocumentRequest request;
  request.set_name(name);
  ASSIGN_OR_RETURN(const v1::WithdrawDocumentResponse response,
                   Call(*ingest_, &v1::IngestService::Stub::WithdrawDocument,
                        request, options_));
  return Note(response.write_token());
}

// Keeps the token of the last write: what was taken in before has that of then.
absl::Status CrashClient::Note(const std::string& token) {
  ASSIGN_OR_RETURN(const WriteToken noted, DecodeWriteToken(token));
  if (noted.offset > newest_.offset) newest_ = noted;
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
      if (result.status().code() != 0) refused = FromRpcStatus(result.status());
    }
    if (!response.write_token().empty()) {
      RETURN_IF_ERROR(Note(response.write_token()));
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

// Like a removal, after everything before it. Early in the work the store may
// not know the entity yet: nothing is merged then, in the uninterrupted run
// too.
absl::Status CrashClient::Merge(const std::string& source,
                                const std::string& target) {
  RETURN_IF_ERROR(Settle());
  v1::MergeEntitiesRequest request;
  request.set_source(source);
  request.set_target(target);
  const absl::Status status =
      Call(*admin_, &v1::AdminService::Stub::MergeEntities, request, options_)
          .status();
  if (ReasonOf(status) == v1::ERROR_REASON_RESOURCE_NOT_FOUND) {
    return absl::OkStatus();
  }
  return status;
}

absl::Status CrashClient::Poison(const v1::IngestDocumentRequest& request,
                                 bool retry) {
  v1::BatchIngestDocumentsRequest batch;
  *batch.add_requests() = request;
  RETURN_IF_ERROR(Ingest(std::move(batch)));
  const std::string& document = request.document().name();
  ASSIGN_OR_RETURN(const int64_t offset, AwaitParked(document, -1));
  if (!retry) return absl::OkStatus();
  v1::RetryRejectedDocumentRequest again;
  again.set_offset(offset);
  const absl::Status status =
      Call(*ingest_, &v1::IngestService::Stub::RetryRejectedDocument, again,
           options_)
          .status();
  // It may have been there until a call whose answer was lost.
  if (!status.ok() && ReasonOf(status) != v1::ERROR_REASON_RESOURCE_NOT_FOUND) {
    return status;
  }
  return AwaitParked(document, offset).status();
}

absl::StatusOr<int64_t> CrashClient::AwaitParked(const std::string& document,
                                                 int64_t offset) {
  const absl::Time deadline = absl::Now() + kPatience;
  do {
    v1::ListRejectedDocumentsRequest request;
    request.set_page_size(1000);
    do {
      ASSIGN_OR_RETURN(
          const v1::ListRejectedDocumentsResponse page,
          Call(*ingest_, &v1::IngestService::Stub::ListRejectedDocuments,
               request, options_));
      for (const v1::RejectedDocument& rejected : page.rejected_documents()) {
        if (rejected.document() == document && rejected.offset() > offset) {
          return rejected.offset();
        }
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    options_.sleep(kPause);
  } while (absl::Now() < deadline);
  return absl::DeadlineExceededError(
      absl::StrCat(document, " was refused and never parked"));
}

absl::Status CrashClient::Reanalyze() {
  const absl::Time deadline = absl::Now() + kPatience;
  ASSIGN_OR_RETURN(const v1::ReanalyzeDocumentsResponse begun,
                   Call(*ingest_, &v1::IngestService::Stub::ReanalyzeDocuments,
                        v1::ReanalyzeDocumentsRequest(), options_));
  v1::GetOperationRequest request;
  request.set_name(begun.operation().name());
  do {
    ASSIGN_OR_RETURN(const v1::GetOperationResponse response,
                     Call(*ingest_, &v1::IngestService::Stub::GetOperation,
                          request, options_));
    if (response.operation().done()) {
      const std::string& token = response.operation().write_token();
      if (!token.empty()) RETURN_IF_ERROR(Note(token));
      return FromRpcStatus(response.operation().error());
    }
    options_.sleep(kPause);
  } while (absl::Now() < deadline);
  return absl::DeadlineExceededError("a reanalysis did not end");
}

absl::Status CrashClient::Settle() {
  v1::ReadConsistency consistency;
  if (newest_.offset >= 0) {
    consistency.set_at_least_token(EncodeWriteToken(newest_));
    RETURN_IF_ERROR(Await(consistency));
  }
  // Removals and merges have no token: what they wrote is the newest.
  ASSIGN_OR_RETURN(const v1::GetStatsResponse stats,
                   Call(*admin_, &v1::AdminService::Stub::GetStats,
                        v1::GetStatsRequest(), options_));
  if (stats.revision() == 0) return absl::OkStatus();
  consistency.set_at_least_revision(stats.revision());
  return Await(consistency);
}

absl::Status CrashClient::Await(const v1::ReadConsistency& consistency) {
  v1::ListDocumentsRequest request;
  request.set_page_size(1);
  *request.mutable_consistency() = consistency;
  return Call(*query_, &v1::QueryService::Stub::ListDocuments, request,
              options_)
      .status();
}

}  // namespace isnad
