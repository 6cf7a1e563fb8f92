#ifndef ISNAD_COMMON_SQLITE_EXCLUSIVE_LOCK_H_
#define ISNAD_COMMON_SQLITE_EXCLUSIVE_LOCK_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"

namespace isnad {

// Keeps a database to one owner at a time: SQLite lets several processes write
// one file in turns, which is wrong for a program that remembers what it wrote.
// A lock on a file "<database>-lock", given back by the system however the
// process ends. The file stays.
class ExclusiveLock {
 public:
  // Takes the lock. FILE_UNUSABLE (with `path`) if another owner holds it or
  // the file cannot be made; never waits.
  static absl::StatusOr<ExclusiveLock> Take(const std::string& database_path);

  ExclusiveLock(ExclusiveLock&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)) {}
  ExclusiveLock& operator=(ExclusiveLock&&) = delete;
  ~ExclusiveLock();

 private:
  explicit ExclusiveLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace isnad

#endif  // ISNAD_COMMON_SQLITE_EXCLUSIVE_LOCK_H_
