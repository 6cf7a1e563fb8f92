#ifndef ISNAD_TESTS_SUPPORT_TEMP_DIR_H_
#define ISNAD_TESTS_SUPPORT_TEMP_DIR_H_

#include <string>

#include "absl/strings/string_view.h"

namespace isnad {

// An empty folder of its own, removed with all it holds at the end.
class TempDir {
 public:
  // Memory is for tests of many commits, where the pace of the disk proves
  // nothing; the disk is taken where there is no file system in memory.
  enum class Where { kDisk, kMemory };

  explicit TempDir(Where where = Where::kDisk);
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::string& path() const { return path_; }

  // Path of a file in the folder.
  std::string File(absl::string_view name) const;

 private:
  std::string path_;
};

}  // namespace isnad

#endif  // ISNAD_TESTS_SUPPORT_TEMP_DIR_H_
