#include "query_service/watch/watch_service.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"
#include "query_service/store/store_errors.h"

namespace isnad {
namespace {

// A call that ends before it begins.
class RefusedWatch final
    : public grpc::ServerWriteReactor<v1::WatchFactsResponse> {
 public:
  explicit RefusedWatch(const absl::Status& status) {
    Finish(ToGrpcStatus(status));
  }
  void OnDone() override { delete this; }
};

absl::Status TooManyWatches(size_t limit) {
  return ErrorWithReason(
      absl::StatusCode::kResourceExhausted,
      absl::StrCat("got a watch beyond ", limit, ", want fewer at a time"),
      v1::ERROR_REASON_OVERLOADED, {{"limit", absl::StrCat(limit)}});
}

}  // namespace

absl::StatusOr<int64_t> StartOfWatch(int64_t start_revision,
                                     const StoreRevisions& revisions) {
  if (start_revision < 0) {
    return FieldError("start_revision",
                      absl::StrCat("got ", start_revision, ", want 0 or more"));
  }
  if (start_revision == 0) {
    return std::max(revisions.readable(), revisions.opened) + 1;
  }
  if (start_revision <= revisions.oldest) {
    return RevisionCompacted(start_revision, revisions.oldest + 1);
  }
  if (start_revision > revisions.newest + 1) {
    return RevisionNotReached(start_revision, revisions.newest);
  }
  return start_revision;
}

WatchService::~WatchService() {
  MutexLock lock(mutex_);
  while (!calls_.empty()) changed_.Wait(mutex_);
}

void WatchService::Drain() {
  MutexLock lock(mutex_);
  draining_ = true;
  // A call takes itself out under this lock, so those in the set live.
  for (WatchCall* call : calls_) call->EndWith(ShuttingDown());
}

absl::StatusOr<ChangeFilter> WatchService::FilterOf(
    const v1::WatchFactsRequest& request) {
  ASSIGN_OR_RETURN(ChangeFilter filter, ChangeFilter::Parse(request.filter()));
  if (request.filter().empty()) return filter;
  ASSIGN_OR_RETURN(const std::unique_ptr<StoreReader> reader,
                   store_.Read(std::nullopt));
  RETURN_IF_ERROR(filter.AddAliases(*reader));
  return filter;
}

absl::Status WatchService::Admit(WatchCall* call) {
  MutexLock lock(mutex_);
  if (draining_) return ShuttingDown();
  if (calls_.size() >= kMaxWatches) return TooManyWatches(kMaxWatches);
  calls_.insert(call);
  return absl::OkStatus();
}

grpc::ServerWriteReactor<v1::WatchFactsResponse>* WatchService::WatchFacts(
    grpc::CallbackServerContext* /*context*/,
    const v1::WatchFactsRequest* request) {
  const absl::StatusOr<int64_t> start =
      StartOfWatch(request->start_revision(), store_.Revisions());
  if (!start.ok()) return new RefusedWatch(start.status());
  absl::StatusOr<ChangeFilter> filter = FilterOf(*request);
  if (!filter.ok()) return new RefusedWatch(filter.status());
  auto call = std::make_unique<WatchCall>(feed_, *std::move(filter), *start,
                                          [this](WatchCall* gone) {
                                            MutexLock lock(mutex_);
                                            calls_.erase(gone);
                                            changed_.SignalAll();
                                          });
  const absl::Status admitted = Admit(call.get());
  if (!admitted.ok()) return new RefusedWatch(admitted);
  call->Start();
  return call.release();
}

}  // namespace isnad
