#include "query_service/lookup/lookup_call.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/time/clock.h"
#include "common/base/mutex.h"
#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"
#include "query_service/store/store_errors.h"

namespace isnad {
namespace {

// What is left of a deadline for the answer's way back.
constexpr absl::Duration kLongestMargin = absl::Milliseconds(50);

absl::Time WaitDeadline(grpc::CallbackServerContext* context) {
  const absl::Time now = absl::Now();
  const absl::Time asked = absl::FromChrono(context->deadline());
  const absl::Duration left = asked - now;
  if (left > kLongestWait) return now + kLongestWait;
  return asked - std::min(left / 10, kLongestMargin);
}

using LookupAnswer = std::function<absl::Status(StoreReader&)>;

absl::Status Answer(Store& store, const ReadPlan& plan,
                    const LookupAnswer& answer) {
  ASSIGN_OR_RETURN(const std::unique_ptr<StoreReader> reader,
                   store.Read(plan.revision));
  return answer(*reader);
}

bool WaitsForSomething(const ReadPlan& plan, const Store& store) {
  return plan.requirement.token.has_value() ||
         plan.requirement.revision > store.Revisions().readable();
}

// The id of a wait, for whom it comes too late: the wait may end, and the call
// with it, before `Store::Wait` has returned.
class WaitHandle {
 public:
  void Set(Store& store, Store::WaitId id) {
    bool cancelled = false;
    {
      MutexLock lock(mutex_);
      id_ = id;
      cancelled = cancelled_;
    }
    if (cancelled) store.CancelWait(id);
  }

  void Cancel(Store& store) {
    Store::WaitId id = 0;
    {
      MutexLock lock(mutex_);
      cancelled_ = true;
      id = id_;
    }
    if (id != 0) store.CancelWait(id);
  }

 private:
  Mutex mutex_;
  Store::WaitId id_ ABSL_GUARDED_BY(mutex_) = 0;
  bool cancelled_ ABSL_GUARDED_BY(mutex_) = false;
};

// A call that waits. Deletes itself when gRPC is done with it.
class WaitingCall final : public grpc::ServerUnaryReactor {
 public:
  explicit WaitingCall(Store& store)
      : store_(store), handle_(std::make_shared<WaitHandle>()) {}

  void Start(const ReadPlan& plan, absl::Time deadline, LookupPool* pool,
             LookupAnswer answer) {
    // Shared: the call may be gone when the wait's id becomes known.
    const std::shared_ptr<WaitHandle> handle = handle_;
    Store& store = store_;
    const Store::WaitId id = store.Wait(
        plan.requirement, deadline,
        [this, plan, pool,
         answer = std::move(answer)](const absl::Status& met) {
          const auto finish = [this, plan, answer](const absl::Status& go) {
            Finish(ToGrpcStatus(go.ok() ? Answer(store_, plan, answer) : go));
          };
          if (met.ok() && pool != nullptr) {
            pool->Run(finish);
          } else {
            finish(met);
          }
        });
    handle->Set(store, id);
  }

  void OnCancel() override { handle_->Cancel(store_); }
  void OnDone() override { delete this; }

 private:
  Store& store_;
  const std::shared_ptr<WaitHandle> handle_;
};

grpc::ServerUnaryReactor* RunOnPool(grpc::CallbackServerContext* context,
                                    Store& store, const ReadPlan& plan,
                                    LookupPool& pool, LookupAnswer answer) {
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  pool.Run([context, reactor, &store, &pool, plan,
            answer = std::move(answer)](const absl::Status& admitted) {
    if (!admitted.ok()) {
      reactor->Finish(pool.refusal());
      return;
    }
    // What nobody waits for any more is not worth the work.
    reactor->Finish(ToGrpcStatus(context->IsCancelled()
                                     ? CallerGone("lookup")
                                     : Answer(store, plan, answer)));
  });
  return reactor;
}

}  // namespace

grpc::ServerUnaryReactor* EndLookup(grpc::CallbackServerContext* context,
                                    const absl::Status& status) {
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  reactor->Finish(ToGrpcStatus(status));
  return reactor;
}

grpc::ServerUnaryReactor* RunLookup(
    grpc::CallbackServerContext* context, Store& store, const ReadPlan& plan,
    LookupPool* pool, std::function<absl::Status(StoreReader&)> answer) {
  if (!WaitsForSomething(plan, store)) {
    return pool == nullptr
               ? EndLookup(context, Answer(store, plan, answer))
               : RunOnPool(context, store, plan, *pool, std::move(answer));
  }
  auto* const call = new WaitingCall(store);
  call->Start(plan, WaitDeadline(context), pool, std::move(answer));
  return call;
}

}  // namespace isnad
