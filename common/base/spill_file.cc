#include "common/base/spill_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"

namespace isnad {
namespace {

constexpr size_t kAlignment = 8;

size_t Aligned(size_t size) {
  return (size + kAlignment - 1) / kAlignment * kAlignment;
}

absl::Status SystemError(const std::string& folder, absl::string_view action) {
  return absl::ErrnoToStatus(errno, absl::StrCat(folder, ": ", action));
}

bool WriteAt(int file, absl::string_view bytes, size_t offset) {
  while (!bytes.empty()) {
    const ssize_t written =
        ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(written));
    offset += static_cast<size_t>(written);
  }
  return true;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const SpillFile>> SpillFile::Write(
    const std::string& folder, absl::Span<const absl::string_view> parts) {
  size_t size = 0;
  for (const absl::string_view part : parts) size += Aligned(part.size());
  // Nothing may be mapped that is empty.
  if (size == 0) size = kAlignment;
  const int file =
      ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return SystemError(folder, "cannot make a file");
  const absl::Cleanup close = [file] { ::close(file); };
  // Room for every page: one that is missing could not be read later.
  const int no_room = ::posix_fallocate(file, 0, static_cast<off_t>(size));
  if (no_room != 0) {
    errno = no_room;
    return SystemError(folder, "no room for a file");
  }
  size_t offset = 0;
  for (const absl::string_view part : parts) {
    if (!WriteAt(file, part, offset)) {
      return SystemError(folder, "cannot write a file");
    }
    offset += Aligned(part.size());
  }
  void* const mapped = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
  if (mapped == MAP_FAILED) return SystemError(folder, "cannot map a file");
  std::shared_ptr<SpillFile> spilled(new SpillFile(mapped, size));
  offset = 0;
  for (const absl::string_view part : parts) {
    spilled->parts_.emplace_back(static_cast<const char*>(mapped) + offset,
                                 part.size());
    offset += Aligned(part.size());
  }
  return spilled;
}

SpillFile::~SpillFile() { ::munmap(mapped_, size_); }

}  // namespace isnad
