#include "common/base/huge_pages.h"

#include <sys/mman.h>

#include <cstdint>

#include "common/base/check.h"

namespace isnad {
namespace {

size_t WholePages(size_t bytes) {
  return (bytes + kHugePageBytes - 1) / kHugePageBytes * kHugePageBytes;
}

}  // namespace

void* MapHugePages(size_t bytes) {
  const size_t size = WholePages(bytes);
  // As the system aligns to small pages, one huge page more is asked for, and
  // what is before and behind the border given back.
  void* const mapped =
      ::mmap(nullptr, size + kHugePageBytes, PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ISNAD_CHECK(mapped != MAP_FAILED);
  char* const begin = static_cast<char*>(mapped);
  const size_t before =
      (kHugePageBytes - reinterpret_cast<uintptr_t>(begin) % kHugePageBytes) %
      kHugePageBytes;
  char* const memory = begin + before;
  if (before > 0) ::munmap(begin, before);
  ::munmap(memory + size, kHugePageBytes - before);
  ::madvise(memory, size, MADV_HUGEPAGE);  // a system may not have them
  return memory;
}

void UnmapHugePages(void* memory, size_t bytes) {
  ::munmap(memory, WholePages(bytes));
}

}  // namespace isnad
