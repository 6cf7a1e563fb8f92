#ifndef ISNAD_QUERY_SERVICE_WATCH_WATCH_CALL_H_
#define ISNAD_QUERY_SERVICE_WATCH_WATCH_CALL_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "common/base/mutex.h"
#include "grpcpp/support/server_callback.h"
#include "isnad/v1/watch_service.pb.h"
#include "query_service/watch/change_feed.h"
#include "query_service/watch/change_filter.h"

namespace isnad {

// One call of WatchFacts. At any moment it either writes a message, or waits
// for a revision, or has ended; so it holds one message and one revision's
// changes, which it shares. Deletes itself when gRPC is done with it.
class WatchCall final
    : public grpc::ServerWriteReactor<v1::WatchFactsResponse> {
 public:
  // Largest message, but for one with a single larger change.
  static constexpr int64_t kMaxMessageBytes = 256 << 10;
  // Revisions without a change that passes the filter between two messages.
  static constexpr int kMaxPassedOver = 1'000;

  // Streams from `start` on. `feed` must outlive the call; `on_gone` is called
  // last of all.
  WatchCall(ChangeFeed& feed, ChangeFilter filter, int64_t start,
            std::function<void(WatchCall*)> on_gone);

  // Begins to stream.
  void Start();

  // Ends the call once what is being written is written.
  void EndWith(const absl::Status& status);

  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

 private:
  enum class State { kWaiting, kWriting, kEnded };

  // Shared with wakes that come too late: the call may be gone by then.
  struct Control {
    Mutex mutex;
    // Null once the call is gone.
    WatchCall* call ABSL_GUARDED_BY(mutex) = nullptr;
  };

  static void Wake(const std::shared_ptr<Control>& control);

  // Writes the next message, or begins to wait, or ends the call.
  void Advance() ABSL_EXCLUSIVE_LOCKS_REQUIRED(control_->mutex);
  // Goes to the next revision that has something to tell; false if the newest
  // has been passed or enough were passed over.
  absl::StatusOr<bool> NextRevision()
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(control_->mutex);
  void FillMessage() ABSL_EXCLUSIVE_LOCKS_REQUIRED(control_->mutex);
  void Write() ABSL_EXCLUSIVE_LOCKS_REQUIRED(control_->mutex);
  void End(const absl::Status& status)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(control_->mutex);

  ChangeFeed& feed_;
  const ChangeFilter filter_;
  const std::function<void(WatchCall*)> on_gone_;
  const std::shared_ptr<Control> control_ = std::make_shared<Control>();

  State state_ ABSL_GUARDED_BY(control_->mutex) = State::kWriting;
  // What ends the call after the message being written.
  absl::Status end_ ABSL_GUARDED_BY(control_->mutex);
  // The first revision that has not been looked at.
  int64_t next_ ABSL_GUARDED_BY(control_->mutex);
  // The last revision that was told whole, or told to be passed over.
  int64_t told_ ABSL_GUARDED_BY(control_->mutex) = -1;
  // The revision being told, and what of it passes the filter.
  std::shared_ptr<const RevisionChanges> current_
      ABSL_GUARDED_BY(control_->mutex);
  std::vector<const v1::FactChange*> passing_ ABSL_GUARDED_BY(control_->mutex);
  size_t told_changes_ ABSL_GUARDED_BY(control_->mutex) = 0;
  v1::WatchFactsResponse message_ ABSL_GUARDED_BY(control_->mutex);
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_WATCH_WATCH_CALL_H_
