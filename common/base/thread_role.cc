#include "common/base/thread_role.h"

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace isnad {
namespace {

// Of 0 to 19; each step is worth a fifth less than the one before.
constexpr int kBackgroundNice = 15;
// The kernel's limit, with the final zero.
constexpr size_t kMaxNameBytes = 16;

}  // namespace

void NameThisThread(const char* name) {
  char cut[kMaxNameBytes] = {};
  std::memcpy(cut, name, std::min(std::strlen(name), kMaxNameBytes - 1));
  pthread_setname_np(pthread_self(), cut);
}

void LowerThisThread() {
  // Linux keeps a nice value for each thread.
  const auto thread = static_cast<id_t>(gettid());
  if (getpriority(PRIO_PROCESS, thread) >= kBackgroundNice) return;
  // Always allowed; were it not, the work would only be less polite.
  (void)setpriority(PRIO_PROCESS, thread, kBackgroundNice);
}

}  // namespace isnad
