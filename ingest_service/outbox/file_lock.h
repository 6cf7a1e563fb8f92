#ifndef ISNAD_INGEST_SERVICE_OUTBOX_FILE_LOCK_H_
#define ISNAD_INGEST_SERVICE_OUTBOX_FILE_LOCK_H_

#include <string>

#include "absl/status/statusor.h"

namespace isnad {

// An exclusive lock on a file, held for the object's life and freed by the
// system however the process ends. Keeps two processes from numbering records
// of one producer.
class FileLock {
 public:
  // Makes the file if there is none. FILE_UNUSABLE if it can't be made or
  // another process holds the lock; never waits.
  static absl::StatusOr<FileLock> Acquire(const std::string& path);

  FileLock(FileLock&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int fd) : fd_(fd) {}

  int fd_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_OUTBOX_FILE_LOCK_H_
