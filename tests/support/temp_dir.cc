#include "tests/support/temp_dir.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "common/base/check.h"

namespace isnad {

TempDir::TempDir(Where where) {
  std::filesystem::path base = std::filesystem::temp_directory_path();
  constexpr char kMemory[] = "/dev/shm";
  if (where == Where::kMemory && ::access(kMemory, W_OK) == 0) base = kMemory;
  path_ = (base / "isnad-test-XXXXXX").string();
  ISNAD_CHECK(::mkdtemp(path_.data()) != nullptr);
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TempDir::File(absl::string_view name) const {
  return absl::StrCat(path_, "/", name);
}

}  // namespace isnad
