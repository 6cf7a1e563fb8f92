#include "query_service/store/sqlite/waiters.h"

#include <algorithm>

#include "common/base/thread_role.h"
#include "query_service/store/store_errors.h"

namespace isnad {

Waiters::Waiters(const StoreProgress& progress, const Clock& clock,
                 std::function<void()> on_call)
    : progress_(progress),
      clock_(clock),
      on_call_(std::move(on_call)),
      thread_([this] { Run(); }) {}

Waiters::~Waiters() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
  }
  changed_.SignalAll();
  thread_.join();
  Ended ended;
  {
    MutexLock lock(mutex_);
    while (!waiters_.empty()) {
      End(waiters_.begin()->first, ShuttingDown(), ended);
    }
  }
  for (auto& [done, status] : ended) done(status);
}

bool Waiters::IsMet(ReadRequirement& requirement) const {
  if (requirement.token.has_value()) {
    const WriteToken& token = *requirement.token;
    if (progress_.Producer(token.producer).next_offset <= token.offset) {
      return false;
    }
    requirement.revision =
        std::max(requirement.revision, progress_.Revisions().newest);
    requirement.token.reset();
  }
  return requirement.revision <= progress_.Revisions().readable();
}

Store::WaitId Waiters::Add(const ReadRequirement& requirement,
                           absl::Time deadline, Store::WaitDone done) {
  Waiter waiter{requirement, deadline, nullptr};
  absl::Status status;
  Store::WaitId id = 0;
  const bool is_call = deadline < absl::InfiniteFuture();
  {
    // Checked under the lock, so that a notification that comes meanwhile is
    // seen by the thread after the waiter is in its place.
    MutexLock lock(mutex_);
    if (stopping_) {
      status = ShuttingDown();
    } else if (!IsMet(waiter.requirement)) {
      id = next_id_++;
      waiter.done.swap(done);
      by_deadline_.emplace(deadline, id);
      if (waiter.requirement.token.has_value()) {
        by_token_.push_back(id);
      } else {
        by_revision_.emplace(waiter.requirement.revision, id);
      }
      const bool is_first = by_deadline_.begin()->second == id;
      waiters_.emplace(id, std::move(waiter));
      if (is_call) calls_.fetch_add(1, std::memory_order_relaxed);
      if (is_first) changed_.SignalAll();
    }
  }
  if (id == 0) {
    done(status);
  } else if (is_call) {
    on_call_();
  }
  return id;
}

void Waiters::Cancel(Store::WaitId id) {
  Ended ended;
  {
    MutexLock lock(mutex_);
    if (waiters_.contains(id)) End(id, CallerGone("wait"), ended);
  }
  for (auto& [done, status] : ended) done(status);
}

void Waiters::Notify() {
  {
    MutexLock lock(mutex_);
    if (waiters_.empty()) return;
    notified_ = true;
  }
  changed_.SignalAll();
}

void Waiters::Run() {
  NameThisThread("waiters");
  for (;;) {
    Ended ended;
    {
      MutexLock lock(mutex_);
      while (!stopping_ && !notified_) {
        const absl::Duration left =
            by_deadline_.empty() ? absl::Seconds(3600)
                                 : by_deadline_.begin()->first - clock_.Now();
        if (left <= absl::ZeroDuration()) break;
        changed_.WaitFor(mutex_, std::min(left, absl::Seconds(3600)));
      }
      if (stopping_) return;
      notified_ = false;
      TakeEnded(ended);
    }
    for (auto& [done, status] : ended) done(status);
  }
}

void Waiters::TakeEnded(Ended& ended) {
  std::vector<Store::WaitId> tokens;
  tokens.swap(by_token_);
  for (const Store::WaitId id : tokens) {
    ReadRequirement& requirement = waiters_.at(id).requirement;
    IsMet(requirement);
    if (requirement.token.has_value()) {
      by_token_.push_back(id);
    } else {
      by_revision_.emplace(requirement.revision, id);
    }
  }
  const StoreRevisions revisions = progress_.Revisions();
  const int64_t readable = revisions.readable();
  while (!by_revision_.empty() && by_revision_.begin()->first <= readable) {
    End(by_revision_.begin()->second, absl::OkStatus(), ended);
  }
  const absl::Time now = clock_.Now();
  while (!by_deadline_.empty() && by_deadline_.begin()->first <= now) {
    const Store::WaitId id = by_deadline_.begin()->second;
    End(id,
        RevisionNotReadable(waiters_.at(id).requirement.revision, revisions),
        ended);
  }
}

void Waiters::End(Store::WaitId id, const absl::Status& status, Ended& ended) {
  const auto found = waiters_.find(id);
  Waiter& waiter = found->second;
  const auto erase_from = [id](auto& index, auto key) {
    for (auto [it, end] = index.equal_range(key); it != end; ++it) {
      if (it->second != id) continue;
      index.erase(it);
      return;
    }
  };
  erase_from(by_deadline_, waiter.deadline);
  if (waiter.requirement.token.has_value()) {
    by_token_.erase(std::remove(by_token_.begin(), by_token_.end(), id),
                    by_token_.end());
  } else {
    erase_from(by_revision_, waiter.requirement.revision);
  }
  if (waiter.deadline < absl::InfiniteFuture()) {
    calls_.fetch_sub(1, std::memory_order_relaxed);
  }
  ended.emplace_back(std::move(waiter.done), status);
  waiters_.erase(found);
}

}  // namespace isnad
