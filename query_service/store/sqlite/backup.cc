#include "query_service/store/sqlite/backup.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "query_service/store/sqlite/state_row.h"

namespace isnad {
namespace {

constexpr size_t kMaxNameBytes = 128;

// Names beginning with the database's and a hyphen are those of its own parts.
absl::Status CheckName(const std::string& name, absl::string_view database) {
  const bool is_plain =
      !name.empty() && name.size() <= kMaxNameBytes && name[0] != '.' &&
      std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return absl::ascii_isalnum(c) || c == '.' || c == '_' || c == '-';
      });
  if (is_plain && !absl::StartsWith(name, absl::StrCat(database, "-"))) {
    return absl::OkStatus();
  }
  return FieldError("file_name",
                    absl::StrCat("want 1 to 128 of [A-Za-z0-9._-], no dot in "
                                 "front, and not \"",
                                 database, "-...\""));
}

// Makes what was written to a file or folder durable.
absl::Status Sync(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return FileUnusable(path, std::strerror(errno));
  const bool synced = ::fsync(file) == 0;
  const int error = errno;
  ::close(file);
  return synced ? absl::OkStatus() : FileUnusable(path, std::strerror(error));
}

absl::Status CopyInto(const std::string& database_path, const std::string& part,
                      const SqliteOptions& options) {
  SqliteOptions reading = options;
  reading.read_only = true;
  ASSIGN_OR_RETURN(SqliteDatabase database,
                   SqliteDatabase::Open(database_path, reading));
  ASSIGN_OR_RETURN(SqliteStatement copy, database.Prepare("VACUUM INTO ?1"));
  copy.BindText(1, part);
  RETURN_IF_ERROR(copy.Run());
  return Sync(part);
}

absl::StatusOr<StoreBackup> Describe(const std::string& part,
                                     const SqliteOptions& options) {
  SqliteOptions reading = options;
  reading.read_only = true;
  ASSIGN_OR_RETURN(SqliteDatabase copy, SqliteDatabase::Open(part, reading));
  ASSIGN_OR_RETURN(const StateRow state, ReadStateRow(copy));
  struct stat status {};
  if (::stat(part.c_str(), &status) != 0) {
    return FileUnusable(part, std::strerror(errno));
  }
  return StoreBackup{state.newest, status.st_size};
}

}  // namespace

absl::StatusOr<StoreBackup> BackUpStore(const std::string& database_path,
                                        const std::string& file_name,
                                        const SqliteOptions& options) {
  const std::string folder = FolderOf(database_path);
  // npos + 1 is the first byte.
  const std::string database =
      database_path.substr(database_path.rfind('/') + 1);
  RETURN_IF_ERROR(CheckName(file_name, database));
  const std::string path = absl::StrCat(folder, "/", file_name);
  const std::string part = absl::StrCat(path, ".part");
  if (::access(path.c_str(), F_OK) == 0) {
    return FileUnusable(path, "exists already");
  }
  ::unlink(part.c_str());
  const auto remove_part = absl::MakeCleanup([&] { ::unlink(part.c_str()); });
  RETURN_IF_ERROR(CopyInto(database_path, part, options));
  ASSIGN_OR_RETURN(const StoreBackup backup, Describe(part, options));
  // Unlike a renaming, fails where somebody else was faster.
  if (::link(part.c_str(), path.c_str()) != 0) {
    return FileUnusable(path, std::strerror(errno));
  }
  RETURN_IF_ERROR(Sync(folder));
  return backup;
}

}  // namespace isnad
