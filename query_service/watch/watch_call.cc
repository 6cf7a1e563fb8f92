#include "query_service/watch/watch_call.h"

#include <utility>

#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"
#include "query_service/store/store_errors.h"

namespace isnad {

WatchCall::WatchCall(ChangeFeed& feed, ChangeFilter filter, int64_t start,
                     std::function<void(WatchCall*)> on_gone)
    : feed_(feed),
      filter_(std::move(filter)),
      on_gone_(std::move(on_gone)),
      next_(start) {}

void WatchCall::Start() {
  MutexLock lock(control_->mutex);
  control_->call = this;
  Advance();
}

void WatchCall::Wake(const std::shared_ptr<Control>& control) {
  MutexLock lock(control->mutex);
  WatchCall* const call = control->call;
  if (call == nullptr) return;
  call->control_->mutex.AssertHeld();  // it is `control`
  if (call->state_ == State::kWaiting) call->Advance();
}

void WatchCall::EndWith(const absl::Status& status) {
  MutexLock lock(control_->mutex);
  if (!end_.ok()) return;
  end_ = status;
  if (state_ == State::kWaiting) End(status);
}

void WatchCall::OnCancel() { EndWith(CallerGone("watch")); }

void WatchCall::OnWriteDone(bool ok) {
  MutexLock lock(control_->mutex);
  if (!ok && end_.ok()) end_ = CallerGone("watch");
  Advance();
}

void WatchCall::OnDone() {
  {
    MutexLock lock(control_->mutex);
    control_->call = nullptr;
  }
  on_gone_(this);
  delete this;
}

void WatchCall::Advance() {
  if (!end_.ok()) return End(end_);
  if (told_changes_ == passing_.size()) {
    const absl::StatusOr<bool> found = NextRevision();
    if (!found.ok()) return End(found.status());
    if (!*found) {
      // Caught up, or much was passed over.
      const int64_t passed = next_ - 1;
      if (passed > told_ && passed <= feed_.Newest()) {
        told_ = passed;
        message_.Clear();
        message_.set_revision(passed);
        return Write();
      }
      state_ = State::kWaiting;
      feed_.WakeAbove(passed, [control = control_] { Wake(control); });
      return;
    }
  }
  FillMessage();
  Write();
}

absl::StatusOr<bool> WatchCall::NextRevision() {
  passing_.clear();
  told_changes_ = 0;
  const int64_t newest = feed_.Newest();
  for (int passed = 0; passed < kMaxPassedOver && next_ <= newest; ++passed) {
    ASSIGN_OR_RETURN(current_, feed_.Get(next_));
    ++next_;
    for (const v1::FactChange& change : current_->changes) {
      if (filter_.Matches(change)) passing_.push_back(&change);
    }
    if (!passing_.empty()) return true;
  }
  current_.reset();
  return false;
}

void WatchCall::FillMessage() {
  message_.Clear();
  message_.set_revision(current_->revision);
  int64_t bytes = 0;
  while (told_changes_ < passing_.size()) {
    const v1::FactChange& change = *passing_[told_changes_];
    bytes += static_cast<int64_t>(change.ByteSizeLong());
    if (bytes > kMaxMessageBytes && !message_.changes().empty()) break;
    *message_.add_changes() = change;
    ++told_changes_;
  }
  message_.set_more(told_changes_ < passing_.size());
  if (!message_.more()) told_ = current_->revision;
}

void WatchCall::Write() {
  state_ = State::kWriting;
  StartWrite(&message_);
}

void WatchCall::End(const absl::Status& status) {
  state_ = State::kEnded;
  Finish(ToGrpcStatus(status));
}

}  // namespace isnad
