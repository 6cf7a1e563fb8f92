#include "client/cli/input_files.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

namespace fs = std::filesystem;

absl::Status FileUnusable(absl::StatusCode code, absl::string_view message,
                          const std::string& path) {
  return ErrorWithReason(code, message, v1::ERROR_REASON_FILE_UNUSABLE,
                         {{"path", path}});
}

absl::Status CannotList(const std::string& path, const std::error_code& error) {
  return FileUnusable(absl::StatusCode::kFailedPrecondition,
                      absl::StrCat("listing ", path, ": ", error.message()),
                      path);
}

std::string ExtensionOf(absl::string_view path) {
  return absl::AsciiStrToLower(
      fs::path(std::string(path)).extension().string());
}

bool IsDocument(const fs::path& path) {
  const std::string extension = ExtensionOf(path.string());
  return extension == ".txt" || extension == ".html" || extension == ".htm";
}

bool IsHidden(const fs::path& path) {
  return absl::StartsWith(path.filename().string(), ".");
}

absl::Status AppendFolder(const std::string& folder,
                          std::vector<std::string>& files) {
  std::vector<std::string> found;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, error);
  for (; !error && entry != fs::recursive_directory_iterator();
       entry.increment(error)) {
    if (IsHidden(entry->path())) {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file(error) && IsDocument(entry->path())) {
      found.push_back(entry->path().string());
    }
  }
  if (error) return CannotList(folder, error);
  std::sort(found.begin(), found.end());
  files.insert(files.end(), found.begin(), found.end());
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ListFiles(
    const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
      return FileUnusable(absl::StatusCode::kNotFound,
                          absl::StrCat(path, " is not there"), path);
    }
    if (fs::is_directory(status)) {
      RETURN_IF_ERROR(AppendFolder(path, files));
    } else {
      files.push_back(path);
    }
  }
  return files;
}

absl::StatusOr<std::string> ReadDocumentFile(const std::string& path) {
  absl::StatusOr<std::string> bytes = ReadFile(path, kMaxFileBytes);
  if (bytes.ok()) return bytes;
  if (absl::IsInvalidArgument(bytes.status())) {
    return ErrorWithReason(absl::StatusCode::kInvalidArgument,
                           bytes.status().message(),
                           v1::ERROR_REASON_DOCUMENT_TOO_LARGE,
                           {{"limit", absl::StrCat(kMaxFileBytes)}});
  }
  return FileUnusable(bytes.status().code(), bytes.status().message(), path);
}

std::string MediaTypeOf(absl::string_view path) {
  const std::string extension = ExtensionOf(path);
  return extension == ".html" || extension == ".htm" ? "text/html"
                                                     : "text/plain";
}

}  // namespace isnad
