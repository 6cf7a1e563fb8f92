#include "ingest_service/outbox/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"

namespace isnad {
namespace {

absl::Status Unusable(const std::string& path, absl::string_view why) {
  return ErrorWithReason(absl::StatusCode::kFailedPrecondition,
                         absl::StrCat(path, ": ", why),
                         v1::ERROR_REASON_FILE_UNUSABLE, {{"path", path}});
}

}  // namespace

absl::StatusOr<FileLock> FileLock::Acquire(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return Unusable(path, std::strerror(errno));
  FileLock lock(fd);
  while (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno == EWOULDBLOCK) {
      return Unusable(path, "another process uses this outbox");
    }
    return Unusable(path, std::strerror(errno));
  }
  return lock;
}

FileLock::~FileLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace isnad
