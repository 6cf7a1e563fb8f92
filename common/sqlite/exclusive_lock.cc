#include "common/sqlite/exclusive_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"

namespace isnad {

absl::StatusOr<ExclusiveLock> ExclusiveLock::Take(
    const std::string& database_path) {
  const std::string path = absl::StrCat(database_path, "-lock");
  const int descriptor =
      ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return FileUnusable(path, std::strerror(errno));
  ExclusiveLock lock(descriptor);
  while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    return FileUnusable(database_path, errno == EWOULDBLOCK
                                           ? "another process has it open"
                                           : std::strerror(errno));
  }
  return lock;
}

ExclusiveLock::~ExclusiveLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace isnad
