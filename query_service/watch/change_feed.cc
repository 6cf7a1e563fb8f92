#include "query_service/watch/change_feed.h"

#include <utility>

#include "absl/time/time.h"
#include "common/status/status_macros.h"

namespace isnad {

ChangeFeed::ChangeFeed(Store& store)
    : store_(store), thread_([this] { Run(); }) {}

ChangeFeed::~ChangeFeed() {
  {
    MutexLock lock(signal_->mutex);
    signal_->stopping = true;
  }
  signal_->changed.SignalAll();
  thread_.join();
}

absl::StatusOr<std::shared_ptr<const RevisionChanges>> ChangeFeed::Get(
    int64_t revision) {
  {
    MutexLock lock(mutex_);
    const auto kept = kept_.find(revision);
    if (kept != kept_.end()) return kept->second;
  }
  auto read = std::make_shared<RevisionChanges>();
  read->revision = revision;
  ASSIGN_OR_RETURN(const std::unique_ptr<StoreReader> reader,
                   store_.Read(revision));
  ASSIGN_OR_RETURN(read->changes, reader->LoadChanges());
  for (const v1::FactChange& change : read->changes) {
    read->size_bytes += static_cast<int64_t>(change.ByteSizeLong());
  }
  // What is older is read by few, and would push out what many read next.
  const int64_t newest = Newest();
  if (revision > newest - static_cast<int64_t>(kMaxRevisions)) Keep(read);
  return read;
}

void ChangeFeed::Keep(std::shared_ptr<const RevisionChanges> changes) {
  MutexLock lock(mutex_);
  const int64_t revision = changes->revision;
  const int64_t size_bytes = changes->size_bytes;
  if (!kept_.emplace(revision, std::move(changes)).second) return;
  kept_bytes_ += size_bytes;
  while (kept_.size() > kMaxRevisions || kept_bytes_ > kMaxBytes) {
    kept_bytes_ -= kept_.begin()->second->size_bytes;
    kept_.erase(kept_.begin());
  }
}

void ChangeFeed::WakeAbove(int64_t revision, std::function<void()> wake) {
  {
    MutexLock lock(mutex_);
    waiting_.emplace(revision, std::move(wake));
  }
  if (Newest() <= revision) return;
  // It came in between: the thread may have looked already.
  MutexLock lock(signal_->mutex);
  signal_->arrived = true;
  signal_->changed.SignalAll();
}

bool ChangeFeed::WaitForRevisionAbove(int64_t revision) {
  ReadRequirement requirement;
  requirement.revision = revision + 1;
  const Store::WaitId id = store_.Wait(requirement, absl::InfiniteFuture(),
                                       [signal = signal_](const absl::Status&) {
                                         MutexLock lock(signal->mutex);
                                         signal->arrived = true;
                                         signal->changed.SignalAll();
                                       });
  bool stopping = false;
  {
    MutexLock lock(signal_->mutex);
    while (!signal_->arrived && !signal_->stopping) {
      signal_->changed.Wait(signal_->mutex);
    }
    signal_->arrived = false;
    stopping = signal_->stopping;
  }
  if (id != 0) store_.CancelWait(id);
  return !stopping;
}

void ChangeFeed::Run() {
  int64_t seen = Newest();
  while (WaitForRevisionAbove(seen)) {
    seen = Newest();
    WakeWaiting(seen);
  }
}

void ChangeFeed::WakeWaiting(int64_t newest) {
  std::vector<std::function<void()>> woken;
  {
    MutexLock lock(mutex_);
    const auto end = waiting_.lower_bound(newest);
    for (auto waiting = waiting_.begin(); waiting != end; ++waiting) {
      woken.push_back(std::move(waiting->second));
    }
    waiting_.erase(waiting_.begin(), end);
  }
  for (const std::function<void()>& wake : woken) wake();
}

}  // namespace isnad
