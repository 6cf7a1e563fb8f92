#ifndef ISNAD_COMMON_BASE_SPILL_FILE_H_
#define ISNAD_COMMON_BASE_SPILL_FILE_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace isnad {

// Bytes in a file of its own that has no name and goes with it. They are read
// like memory, but the system may take their pages back at any time, and reads
// them again when they are asked for. Immutable, thread-safe.
class SpillFile {
 public:
  // Writes the parts, each at a multiple of eight bytes. An error of the
  // system's, ResourceExhausted where the disk is full, leaves nothing behind.
  static absl::StatusOr<std::shared_ptr<const SpillFile>> Write(
      const std::string& folder, absl::Span<const absl::string_view> parts);

  ~SpillFile();
  SpillFile(const SpillFile&) = delete;
  SpillFile& operator=(const SpillFile&) = delete;

  // The bytes of a part.
  absl::string_view Part(size_t index) const { return parts_[index]; }

 private:
  SpillFile(void* mapped, size_t size) : mapped_(mapped), size_(size) {}

  void* const mapped_;
  const size_t size_;
  std::vector<absl::string_view> parts_;
};

}  // namespace isnad

#endif  // ISNAD_COMMON_BASE_SPILL_FILE_H_
