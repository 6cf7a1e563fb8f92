#include "common/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"

namespace isnad {
namespace {

absl::Status StatusFromErrno(absl::string_view doing, const std::string& path) {
  const std::string message =
      absl::StrCat(doing, " ", path, ": ", std::strerror(errno));
  switch (errno) {
    case ENOENT:
      return absl::NotFoundError(message);
    case EACCES:
    case EPERM:
      return absl::PermissionDeniedError(message);
    case ENOSPC:
    case EDQUOT:
      return absl::ResourceExhaustedError(message);
    default:
      return absl::FailedPreconditionError(message);
  }
}

absl::Status WriteAll(int fd, absl::string_view bytes,
                      const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return StatusFromErrno("writing", path);
    }
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  if (::fsync(fd) != 0) return StatusFromErrno("syncing", path);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path,
                                     int64_t limit_bytes) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return StatusFromErrno("opening", path);
  absl::Cleanup close_file = [fd] { ::close(fd); };
  std::string bytes;
  constexpr size_t kChunkBytes = size_t{1} << 18;
  struct stat info = {};
  if (::fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
    bytes.reserve(
        static_cast<size_t>(std::min<int64_t>(info.st_size, limit_bytes)) +
        kChunkBytes);
  }
  for (;;) {
    const size_t used = bytes.size();
    bytes.resize(used + kChunkBytes);
    const ssize_t got = ::read(fd, &bytes[used], kChunkBytes);
    if (got < 0 && errno == EINTR) {
      bytes.resize(used);
      continue;
    }
    if (got < 0) return StatusFromErrno("reading", path);
    bytes.resize(used + static_cast<size_t>(got));
    if (static_cast<int64_t>(bytes.size()) > limit_bytes) {
      return absl::InvalidArgumentError(absl::StrCat(
          path, ": got more than ", limit_bytes, " bytes, want at most that"));
    }
    if (got == 0) return bytes;
  }
}

absl::Status WriteFileAtomically(const std::string& path,
                                 absl::string_view bytes) {
  const std::string temporary = absl::StrCat(path, ".tmp.", ::getpid());
  const int fd =
      ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return StatusFromErrno("creating", temporary);
  absl::Status status = WriteAll(fd, bytes, temporary);
  ::close(fd);
  if (status.ok() && std::rename(temporary.c_str(), path.c_str()) != 0) {
    status = StatusFromErrno("renaming", temporary);
  }
  if (!status.ok()) ::unlink(temporary.c_str());
  return status;
}

std::string FolderOf(absl::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == absl::string_view::npos
             ? "."
             : std::string(path.substr(0, slash + 1));
}

}  // namespace isnad
