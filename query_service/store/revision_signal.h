#ifndef ISNAD_QUERY_SERVICE_STORE_REVISION_SIGNAL_H_
#define ISNAD_QUERY_SERVICE_STORE_REVISION_SIGNAL_H_

#include <cstdint>
#include <memory>

#include "absl/time/time.h"
#include "common/base/mutex.h"
#include "query_service/store/store.h"

namespace isnad {

// What a thread that follows a store waits with: for a revision newer than the
// one it knows, for somebody who wakes it, or for its end. `WaitAbove` and
// `Pause` are for that one thread, the rest is thread-safe.
//
//   while (signal.WaitAbove(seen)) seen = Follow();
class RevisionSignal {
 public:
  // `store` must outlive it.
  explicit RevisionSignal(Store& store) : store_(store) {}

  // Waits until a revision above `revision` can be read or `Wake` is called;
  // returns false if the thread is to end. May return true without either, as
  // when the store closes.
  bool WaitAbove(int64_t revision);

  // Waits so long; returns false, at once, if the thread is to end.
  bool Pause(absl::Duration duration);

  // Ends the wait that is under way, else the next one.
  void Wake();

  // Tells the thread to end.
  void Stop();
  bool IsStopped() const;

 private:
  // Told by the store, perhaps after this is gone.
  struct State {
    mutable Mutex mutex;
    CondVar changed;
    bool stopped ABSL_GUARDED_BY(mutex) = false;
    bool woken ABSL_GUARDED_BY(mutex) = false;
  };

  Store& store_;
  const std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_REVISION_SIGNAL_H_
