#ifndef ISNAD_CLIENT_CLI_INPUT_FILES_H_
#define ISNAD_CLIENT_CLI_INPUT_FILES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace isnad {

// Files longer than this are not read: no service takes them.
inline constexpr int64_t kMaxFileBytes = 16 << 20;

// Returns the files that paths name: each file itself, and for each folder the
// documents (.txt, .html, .htm) in it and below, by name; hidden ones are left
// out. FILE_UNUSABLE for a path that is not there or cannot be listed.
absl::StatusOr<std::vector<std::string>> ListFiles(
    const std::vector<std::string>& paths);

// Returns the bytes of a file. FILE_UNUSABLE or DOCUMENT_TOO_LARGE.
absl::StatusOr<std::string> ReadDocumentFile(const std::string& path);

// Returns the media type by the extension: "text/html" for .html and .htm, else
// "text/plain".
std::string MediaTypeOf(absl::string_view path);

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_INPUT_FILES_H_
