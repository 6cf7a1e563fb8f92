#ifndef ISNAD_COMMON_BASE_FROZEN_ARRAY_H_
#define ISNAD_COMMON_BASE_FROZEN_ARRAY_H_

#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace isnad {

// Elements that were filled once and only are read from then on: on the heap,
// or in a SpillFile that somebody else keeps alive.
template <typename T>
class FrozenArray {
  static_assert(std::is_trivially_copyable<T>::value,
                "elements are read from bytes");
  static_assert(alignof(T) <= 8, "parts of a file begin at eight bytes");

 public:
  FrozenArray() = default;
  explicit FrozenArray(std::vector<T> elements) : heap_(std::move(elements)) {
    heap_.shrink_to_fit();
    view_ = heap_;
  }
  FrozenArray(FrozenArray&& other) noexcept { *this = std::move(other); }
  FrozenArray& operator=(FrozenArray&& other) noexcept {
    heap_ = std::move(other.heap_);
    view_ = std::exchange(other.view_, {});
    return *this;
  }

  size_t size() const { return view_.size(); }
  bool empty() const { return view_.empty(); }
  const T& operator[](size_t index) const { return view_[index]; }
  absl::Span<const T> span() const { return view_; }

  absl::string_view bytes() const {
    return absl::string_view(reinterpret_cast<const char*>(view_.data()),
                             view_.size() * sizeof(T));
  }

  // Reads from now on from a copy of `bytes()`, which must outlive it.
  void MoveTo(absl::string_view copy) {
    view_ = absl::MakeConstSpan(reinterpret_cast<const T*>(copy.data()),
                                view_.size());
    heap_ = std::vector<T>();
  }

  // Bytes on the heap.
  size_t memory_bytes() const { return heap_.capacity() * sizeof(T); }

 private:
  std::vector<T> heap_;
  absl::Span<const T> view_;
};

}  // namespace isnad

#endif  // ISNAD_COMMON_BASE_FROZEN_ARRAY_H_
