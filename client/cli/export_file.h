// The file that `isnad export` writes and `isnad import` reads:
//
//   "ISNADX1\n"
//   records, each serialized after its length as a varint (ExportResponse.data)
//   0, the length of no record
//   number of records, 8 bytes, little endian
//   CRC-32C of the records with their lengths, 4 bytes, little endian
//
// The same contents of a store give the same file.
#ifndef ISNAD_CLIENT_CLI_EXPORT_FILE_H_
#define ISNAD_CLIENT_CLI_EXPORT_FILE_H_

#include <cstdint>
#include <istream>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace isnad {

inline constexpr absl::string_view kExportMagic = "ISNADX1\n";

// What stands behind the records.
std::string ExportTrailer(int64_t records, uint32_t checksum);

// Reads such a file from the front to the end. Not thread-safe.
class ExportFileReader {
 public:
  // Longest record.
  static constexpr uint64_t kMaxRecordBytes = 64 << 20;

  // `in` must outlive it.
  explicit ExportFileReader(std::istream& in) : in_(in) {}

  // EXPORT_DAMAGED if the file is none of this kind.
  absl::Status ReadMagic();

  // Appends the next record with its length to `data`, as it stands. Returns
  // false at the end, whose count and checksum it has compared with what was
  // read. EXPORT_DAMAGED if the file ends before, goes on behind, or differs.
  absl::StatusOr<bool> NextRecord(std::string& data);

  int64_t records() const { return records_; }
  // Of everything read, and of every byte.
  uint32_t checksum() const { return checksum_; }
  int64_t bytes() const { return bytes_; }

 private:
  absl::Status Damaged(absl::string_view problem) const;
  absl::Status ReadTrailer();
  bool Read(char* to, size_t size);

  std::istream& in_;
  int64_t records_ = 0;
  uint32_t checksum_ = 0;
  int64_t bytes_ = 0;
};

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_EXPORT_FILE_H_
