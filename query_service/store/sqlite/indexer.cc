#include "query_service/store/sqlite/indexer.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "common/base/thread_role.h"
#include "common/log/log.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

constexpr absl::Duration kFirstRetry = absl::Milliseconds(50);
constexpr absl::Duration kLongestRetry = absl::Seconds(5);
// Appends that come faster than this follow one another; if no call waits, even
// those do that come a transaction of many requests after the one before.
constexpr absl::Duration kAwaitedQuiet = absl::Milliseconds(5);
constexpr absl::Duration kQuiet = absl::Milliseconds(100);
// How long new revisions are not looked at while appends follow one another,
// and how many of them: what a call that comes then waits for takes half a
// second at most.
constexpr absl::Duration kPatience = absl::Milliseconds(500);
constexpr int64_t kMostBehind = 8'192;
// How long at least and at most if a call waits for them. In between it is what
// the last piece took, so that a busy indexer takes larger pieces.
constexpr absl::Duration kLeastAwaitedPatience = absl::Milliseconds(40);
constexpr absl::Duration kMostAwaitedPatience = absl::Milliseconds(80);
// How long nothing was indexed before words are joined: in the pauses between
// the pieces of a stream they would be written over and over.
constexpr absl::Duration kQuietBeforeJoining = absl::Seconds(1);
constexpr absl::Duration kForEver = absl::Seconds(3600);
// With more versions behind than this, those who wait do so shorter for large
// pieces: small ones write the same pages of a large index over and over.
constexpr int64_t kFewBehind = 1'024;

const IndexWriter::Batch& BatchFor(int64_t behind, bool is_awaited) {
  return is_awaited && behind <= kFewBehind ? IndexWriter::kSmallBatch
                                            : IndexWriter::kLargeBatch;
}

}  // namespace

Indexer::Indexer(std::unique_ptr<IndexWriter> index, StoreProgress& progress,
                 Options options)
    : index_(std::move(index)),
      progress_(progress),
      options_(std::move(options)),
      thread_([this] { Run(); }) {}

Indexer::~Indexer() { Stop(); }

void Indexer::Stop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
  }
  changed_.SignalAll();
  if (thread_.joinable()) thread_.join();
}

void Indexer::Notify() {
  {
    MutexLock lock(mutex_);
    notified_ = true;
  }
  changed_.SignalAll();
}

bool Indexer::WaitForWork(absl::Duration at_most) {
  MutexLock lock(mutex_);
  if (!notified_ && !stopping_) changed_.WaitFor(mutex_, at_most);
  notified_ = false;
  return !stopping_;
}

void Indexer::Run() {
  NameThisThread("indexer");
  absl::Duration pause = absl::ZeroDuration();
  absl::Duration retry = kFirstRetry;
  while (WaitForWork(pause)) {
    const absl::Status status = Work(pause);
    if (status.ok()) {
      retry = kFirstRetry;
      continue;
    }
    Log(LogLevel::kError, "index_failed", {{"message", status.message()}});
    pause = retry;
    retry = std::min(retry * 2, kLongestRetry);
  }
}

void Indexer::LetAppendsPass() {
  const absl::Time begin = absl::Now();
  const absl::Duration awaited_patience =
      std::clamp(last_took_, kLeastAwaitedPatience, kMostAwaitedPatience);
  const auto is_patient = [&] {
    return absl::Now() - begin <
           (options_.is_awaited() ? awaited_patience : kPatience);
  };
  MutexLock lock(mutex_);
  while (!stopping_ && is_patient() &&
         progress_.Revisions().newest - index_->state().indexed < kMostBehind) {
    notified_ = false;
    changed_.WaitFor(mutex_, options_.is_awaited() ? kAwaitedQuiet : kQuiet);
    if (!notified_) return;
  }
}

absl::Status Indexer::Work(absl::Duration& pause) {
  pause = absl::ZeroDuration();
  const bool goes_on = std::exchange(indexed_last_, false);
  const int64_t behind = progress_.Revisions().newest - index_->state().indexed;
  if (behind > 0) {
    if (goes_on || behind > kMostAlone) LetAppendsPass();
    const absl::Time begin = absl::Now();
    const int64_t newest = progress_.Revisions().newest;
    RETURN_IF_ERROR(index_->IndexSome(
        newest,
        BatchFor(newest - index_->state().indexed, options_.is_awaited())));
    last_indexed_ = absl::Now();
    last_took_ = last_indexed_ - begin;
    indexed_last_ = true;
    progress_.SetIndexed(index_->state().indexed);
    options_.on_indexed();
    return absl::OkStatus();
  }
  bool did = false;
  RETURN_IF_ERROR(Collect(did));
  if (did) return absl::OkStatus();
  pause = last_indexed_ + kQuietBeforeJoining - absl::Now();
  if (pause > absl::ZeroDuration()) return absl::OkStatus();
  RETURN_IF_ERROR(index_->JoinWords(did));
  pause = did ? absl::ZeroDuration() : kForEver;
  return absl::OkStatus();
}

absl::Status Indexer::Collect(bool& did) {
  const int64_t limit =
      std::min(index_->state().indexed - options_.retention_revisions,
               options_.oldest_held());
  if (limit <= index_->state().collected) return absl::OkStatus();
  ASSIGN_OR_RETURN(std::vector<SupersededVersion> versions,
                   index_->Collectable(limit));
  if (versions.empty()) return absl::OkStatus();
  int64_t up_to = versions.back().revision;
  if (versions.size() == IndexWriter::kMaxRemovedAtOnce &&
      versions.front().revision < up_to) {
    // The last revision may have replaced more than was read: it waits for the
    // next piece. (Of a revision that fills a whole piece, the names beyond it
    // stay in the index, where they mislead nobody: they are checked when they
    // are read.)
    const int64_t last = up_to;
    while (versions.back().revision == last) versions.pop_back();
    up_to = versions.back().revision;
  }
  // Before anything goes, so that no reader finds a hole.
  progress_.RaiseOldest(up_to);
  RETURN_IF_ERROR(index_->RemoveVersions(versions, up_to));
  options_.on_collectable(up_to);
  did = true;
  return absl::OkStatus();
}

}  // namespace isnad
