#include "client/cli/export_file.h"

#include "absl/strings/str_cat.h"
#include "common/base/crc32c.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

constexpr int kMaxVarintBytes = 10;

void AppendFixed(uint64_t value, int bytes, std::string& out) {
  for (int i = 0; i < bytes; ++i) {
    out += static_cast<char>((value >> (8 * i)) & 0xFF);
  }
}

}  // namespace

std::string ExportTrailer(int64_t records, uint32_t checksum) {
  std::string trailer(1, '\0');
  AppendFixed(static_cast<uint64_t>(records), 8, trailer);
  AppendFixed(checksum, 4, trailer);
  return trailer;
}

absl::Status ExportFileReader::Damaged(absl::string_view problem) const {
  return ErrorWithReason(absl::StatusCode::kInvalidArgument,
                         absl::StrCat("the export is damaged: ", problem,
                                      " behind record ", records_),
                         v1::ERROR_REASON_EXPORT_DAMAGED,
                         {{"records", absl::StrCat(records_)}});
}

bool ExportFileReader::Read(char* to, size_t size) {
  in_.read(to, static_cast<std::streamsize>(size));
  bytes_ += in_.gcount();
  return in_.gcount() == static_cast<std::streamsize>(size);
}

absl::Status ExportFileReader::ReadMagic() {
  std::string magic(kExportMagic.size(), '\0');
  if (Read(&magic[0], magic.size()) && magic == kExportMagic) {
    return absl::OkStatus();
  }
  return Damaged("it does not begin like one");
}

absl::StatusOr<bool> ExportFileReader::NextRecord(std::string& data) {
  const size_t begin = data.size();
  uint64_t size = 0;
  for (int i = 0;; ++i) {
    char byte = 0;
    if (i == kMaxVarintBytes) return Damaged("there is no length");
    if (!Read(&byte, 1)) return Damaged("it ends");
    data += byte;
    size |= static_cast<uint64_t>(byte & 0x7F) << (7 * i);
    if ((byte & 0x80) == 0) break;
  }
  if (size == 0) {
    data.resize(begin);
    RETURN_IF_ERROR(ReadTrailer());
    return false;
  }
  if (size > kMaxRecordBytes) return Damaged("there is a length too great");
  const size_t at = data.size();
  data.resize(at + size);
  if (!Read(&data[at], size)) return Damaged("it ends");
  ++records_;
  checksum_ = ExtendCrc32c(checksum_, absl::string_view(data).substr(begin));
  return true;
}

absl::Status ExportFileReader::ReadTrailer() {
  const std::string want = ExportTrailer(records_, checksum_).substr(1);
  std::string got(want.size(), '\0');
  if (!Read(&got[0], got.size())) return Damaged("it ends");
  if (got != want) return Damaged("count or checksum differ");
  char more = 0;
  if (Read(&more, 1)) return Damaged("it goes on");
  return absl::OkStatus();
}

}  // namespace isnad
