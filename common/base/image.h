// Flat images: arrays of numbers and bytes, one behind the other, that are read
// where they lie. In an image stands for each array
//
//   8 bytes  number of elements
//   ...      the elements as this machine keeps them, padded to 8 bytes
//
// An image says nothing of its version or byte order; the file it lies in does.
#ifndef ISNAD_COMMON_BASE_IMAGE_H_
#define ISNAD_COMMON_BASE_IMAGE_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <type_traits>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace isnad {

inline constexpr size_t kImageAlignment = 8;

// Appends arrays to an image. Not thread-safe.
class ImageWriter {
 public:
  // `image` must outlive the writer; its size is a multiple of
  // kImageAlignment.
  explicit ImageWriter(std::string* image) : image_(*image) {}

  template <typename T>
  void Add(absl::Span<const T> elements) {
    static_assert(std::is_trivially_copyable_v<T>);
    static_assert(alignof(T) <= kImageAlignment);
    AddBytes(elements.size(),
             absl::string_view(reinterpret_cast<const char*>(elements.data()),
                               elements.size() * sizeof(T)));
  }

  void Add(absl::string_view bytes) { AddBytes(bytes.size(), bytes); }

 private:
  void AddBytes(uint64_t count, absl::string_view bytes) {
    image_.append(reinterpret_cast<const char*>(&count), sizeof(count));
    image_.append(bytes.data(), bytes.size());
    image_.resize((image_.size() + kImageAlignment - 1) / kImageAlignment *
                  kImageAlignment);
  }

  std::string& image_;
};

// Reads the arrays of an image in their order. What it returns views the image.
// Once an array does not fit into what is left, it and all others are empty and
// ok() is false. Not thread-safe.
class ImageReader {
 public:
  // REQUIRES: `image` begins at a multiple of kImageAlignment.
  explicit ImageReader(absl::string_view image) : rest_(image) {}

  template <typename T>
  absl::Span<const T> Read() {
    static_assert(std::is_trivially_copyable_v<T>);
    static_assert(alignof(T) <= kImageAlignment);
    uint64_t count = 0;
    const absl::string_view bytes = ReadBytes(sizeof(T), &count);
    return absl::MakeConstSpan(reinterpret_cast<const T*>(bytes.data()),
                               bytes.empty() ? 0 : count);
  }

  absl::string_view ReadText() {
    uint64_t count = 0;
    return ReadBytes(1, &count);
  }

  // Whether all arrays so far were there.
  bool ok() const { return ok_; }

  // Whether they were, and nothing is left.
  bool AtEnd() const { return ok_ && rest_.empty(); }

 private:
  absl::string_view ReadBytes(size_t element_bytes, uint64_t* count) {
    if (rest_.size() < sizeof(*count)) return Fail();
    std::memcpy(count, rest_.data(), sizeof(*count));
    rest_.remove_prefix(sizeof(*count));
    if (*count > rest_.size() / element_bytes) return Fail();
    const size_t bytes = static_cast<size_t>(*count) * element_bytes;
    const size_t padded =
        (bytes + kImageAlignment - 1) / kImageAlignment * kImageAlignment;
    if (padded > rest_.size()) return Fail();
    const absl::string_view result = rest_.substr(0, bytes);
    rest_.remove_prefix(padded);
    return result;
  }

  absl::string_view Fail() {
    ok_ = false;
    rest_ = {};
    return {};
  }

  absl::string_view rest_;
  bool ok_ = true;
};

}  // namespace isnad

#endif  // ISNAD_COMMON_BASE_IMAGE_H_
