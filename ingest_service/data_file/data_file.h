// Files of language knowledge: text-format protobuf that people write, read
// with errors that name file and line.
#ifndef ISNAD_INGEST_SERVICE_DATA_FILE_DATA_FILE_H_
#define ISNAD_INGEST_SERVICE_DATA_FILE_DATA_FILE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace isnad {

// One file as it was read.
struct DataFile {
  // How errors call it.
  std::string name;
  // Text-format protobuf.
  std::string contents;
};

// Files longer than this are refused.
inline constexpr int64_t kMaxDataFileBytes = int64_t{1} << 30;

// Returns the *.textproto files of a folder (not of its subfolders) in the
// order of their names. Errors: FILE_UNUSABLE.
absl::StatusOr<std::vector<DataFile>> ReadDataFolder(const std::string& path);

// Returns INVALID_ARGUMENT with DATA_FILE_INVALID: "file:line: problem". Lines
// count from 1; 0 where none is known.
absl::Status DataFileError(absl::string_view file, int line,
                           absl::string_view problem);

// Parses `file` into `message`, which is cleared first. `lines` receives the
// line of each element of the message's repeated field `field`, in order;
// "outer.field" is a repeated field of the message's field `outer`.
// Errors: DATA_FILE_INVALID.
absl::Status ParseDataFile(const DataFile& file, absl::string_view field,
                           google::protobuf::Message* message,
                           std::vector<int>* lines);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_DATA_FILE_DATA_FILE_H_
