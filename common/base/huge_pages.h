#ifndef ISNAD_COMMON_BASE_HUGE_PAGES_H_
#define ISNAD_COMMON_BASE_HUGE_PAGES_H_

#include <cstddef>
#include <new>

namespace isnad {

inline constexpr size_t kHugePageBytes = size_t{2} << 20;

// Returns memory of zeros that begins on a border of kHugePageBytes and asks
// the system for pages of this size. Ends the program where there is none.
void* MapHugePages(size_t bytes);
// `bytes` as they were asked for.
void UnmapHugePages(void* memory, size_t bytes);

// Allocates for containers that are made once and then read all over: a table
// of several MB has more pages of 4 kB than a processor knows the addresses of,
// and looking one up in vain takes longer than the read. What is smaller than a
// huge page comes from `new`.
template <typename T>
class HugePageAllocator {
 public:
  using value_type = T;

  HugePageAllocator() = default;
  template <typename U>
  // NOLINTNEXTLINE(google-explicit-constructor): allocators are converted.
  HugePageAllocator(const HugePageAllocator<U>& /*other*/) {}

  T* allocate(size_t count) {
    const size_t bytes = count * sizeof(T);
    return static_cast<T*>(
        bytes < kHugePageBytes
            ? ::operator new (bytes, std::align_val_t{alignof(T)})
            : MapHugePages(bytes));
  }
  void deallocate(T* memory, size_t count) {
    const size_t bytes = count * sizeof(T);
    if (bytes < kHugePageBytes) {
      ::operator delete (memory, std::align_val_t{alignof(T)});
    } else {
      UnmapHugePages(memory, bytes);
    }
  }

  friend bool operator==(HugePageAllocator, HugePageAllocator) { return true; }
  friend bool operator!=(HugePageAllocator, HugePageAllocator) { return false; }
};

}  // namespace isnad

#endif  // ISNAD_COMMON_BASE_HUGE_PAGES_H_
