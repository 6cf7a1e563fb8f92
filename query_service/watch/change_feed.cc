#include "query_service/watch/change_feed.h"

#include <utility>

#include "common/status/status_macros.h"

namespace isnad {

ChangeFeed::ChangeFeed(Store& store)
    : store_(store), thread_([this] { Run(); }) {}

ChangeFeed::~ChangeFeed() {
  signal_.Stop();
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
  signal_.Wake();
}

void ChangeFeed::Run() {
  int64_t seen = Newest();
  while (signal_.WaitAbove(seen)) {
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
