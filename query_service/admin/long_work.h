#ifndef ISNAD_QUERY_SERVICE_ADMIN_LONG_WORK_H_
#define ISNAD_QUERY_SERVICE_ADMIN_LONG_WORK_H_

#include <functional>
#include <thread>

#include "absl/status/status.h"
#include "common/base/mutex.h"

namespace isnad {

// Runs one long piece of work at a time, on a thread of its own. Thread-safe.
class LongWork {
 public:
  LongWork() = default;
  LongWork(const LongWork&) = delete;
  LongWork& operator=(const LongWork&) = delete;
  // Waits for the work under way.
  ~LongWork();

  // What is left to do when the next work may begin: to answer.
  using Answer = std::function<void()>;

  // Begins `work`, or returns OVERLOADED while other work is under way.
  absl::Status Begin(std::function<Answer()> work);

 private:
  Mutex mutex_;
  bool busy_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_ADMIN_LONG_WORK_H_
