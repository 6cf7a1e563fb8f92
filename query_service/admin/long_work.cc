#include "query_service/admin/long_work.h"

#include <utility>

#include "common/status/errors.h"

namespace isnad {

LongWork::~LongWork() {
  std::thread thread;
  {
    MutexLock lock(mutex_);
    thread = std::move(thread_);
  }
  if (thread.joinable()) thread.join();
}

absl::Status LongWork::Begin(std::function<Answer()> work) {
  MutexLock lock(mutex_);
  if (busy_) {
    return ErrorWithReason(absl::StatusCode::kResourceExhausted,
                           "got a call while another of its kind is under way, "
                           "want one at a time",
                           v1::ERROR_REASON_OVERLOADED, {{"limit", "1"}});
  }
  // Its work is done; at most its answer is waited for.
  if (thread_.joinable()) thread_.join();
  busy_ = true;
  thread_ = std::thread([this, work = std::move(work)] {
    const Answer answer = work();
    {
      MutexLock done(mutex_);
      busy_ = false;
    }
    answer();
  });
  return absl::OkStatus();
}

}  // namespace isnad
