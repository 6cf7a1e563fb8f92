#include "tests/bench/machine_memory.h"

#include <sys/mman.h>

#include <cstring>
#include <fstream>
#include <vector>

#include "absl/strings/str_cat.h"

namespace isnad {
namespace {

constexpr size_t kPieceBytes = size_t{1} << 20;

}  // namespace

void WarmFreeMemory(size_t bytes) {
  void* const memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  // Where there is less free memory than that there is nothing to warm.
  if (memory == MAP_FAILED) return;
  std::memset(memory, 1, bytes);
  ::munmap(memory, bytes);
}

absl::Status WarmFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<char> piece(kPieceBytes);
  while (file.read(piece.data(), static_cast<std::streamsize>(piece.size()))) {
  }
  return file.eof() ? absl::OkStatus()
                    : absl::NotFoundError(absl::StrCat(path, ": unreadable"));
}

}  // namespace isnad
