#ifndef ISNAD_COMMON_BASE_FILE_H_
#define ISNAD_COMMON_BASE_FILE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace isnad {

// Returns the bytes of a file. NotFound, PermissionDenied or
// FailedPrecondition on failure; InvalidArgument if the file holds more than
// `limit_bytes`, which is never read past.
absl::StatusOr<std::string> ReadFile(const std::string& path,
                                     int64_t limit_bytes);

// Replaces the file by `bytes`, durably and at once: a reader sees the old or
// the new bytes, never a mixture.
absl::Status WriteFileAtomically(const std::string& path,
                                 absl::string_view bytes);

// Returns the folder of a path, "." for a name alone; ends with "/" otherwise.
std::string FolderOf(absl::string_view path);

}  // namespace isnad

#endif  // ISNAD_COMMON_BASE_FILE_H_
