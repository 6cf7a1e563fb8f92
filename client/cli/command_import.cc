#include <cstdint>
#include <fstream>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/cli/command.h"
#include "client/cli/connection.h"
#include "client/cli/export_file.h"
#include "client/cli/progress_bar.h"
#include "client/cpp/admin_client.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

constexpr size_t kPieceBytes = 256 << 10;

absl::StatusOr<std::ifstream> OpenExport(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (file.good()) return file;
  return ErrorWithReason(absl::StatusCode::kFailedPrecondition,
                         absl::StrCat(path, ": cannot be read"),
                         v1::ERROR_REASON_FILE_UNUSABLE, {{"path", path}});
}

// Reads the file to its end, so that nothing of a damaged one is sent. Returns
// the number of its records.
absl::StatusOr<int64_t> CheckExport(const std::string& path) {
  ASSIGN_OR_RETURN(std::ifstream file, OpenExport(path));
  ExportFileReader reader(file);
  RETURN_IF_ERROR(reader.ReadMagic());
  std::string record;
  for (;;) {
    record.clear();
    ASSIGN_OR_RETURN(const bool more, reader.NextRecord(record));
    if (!more) return reader.records();
  }
}

// Fills a piece from the file; the last one is complete.
absl::Status FillPiece(ExportFileReader& reader, v1::ImportRequest& piece) {
  piece.Clear();
  while (piece.data().size() < kPieceBytes) {
    ASSIGN_OR_RETURN(const bool more, reader.NextRecord(*piece.mutable_data()));
    if (more) continue;
    piece.set_complete(true);
    break;
  }
  piece.set_checksum(reader.checksum());
  return absl::OkStatus();
}

absl::StatusOr<int> Import(const Arguments& arguments, const Console& console) {
  const std::string& path = arguments.operands().front();
  ASSIGN_OR_RETURN(const int64_t total, CheckExport(path));
  ASSIGN_OR_RETURN(std::ifstream file, OpenExport(path));
  ExportFileReader reader(file);
  RETURN_IF_ERROR(reader.ReadMagic());
  ASSIGN_OR_RETURN(const Connection connection, Connection::Open(arguments));
  AdminClient client(connection.query_channel(), connection.options());
  ProgressBar bar(console, "records", static_cast<size_t>(total));
  const absl::StatusOr<v1::ImportResponse> imported =
      client.Import([&](v1::ImportRequest& piece) -> absl::Status {
        RETURN_IF_ERROR(FillPiece(reader, piece));
        bar.Show(static_cast<size_t>(reader.records()));
        return absl::OkStatus();
      });
  bar.Erase();
  if (!imported.ok()) return connection.QueryFailure(imported.status());
  console.out << imported->records() << " records, ";
  if (imported->revision() == 0) {
    console.out << "nothing new\n";
  } else {
    console.out << "up to revision " << imported->revision() << "\n";
  }
  return kExitOk;
}

}  // namespace

Command ImportCommand() {
  CommandSpec spec;
  spec.name = "import";
  spec.operands = "FILE";
  spec.summary = "Load what export wrote";
  spec.description =
      "Loads an export into the query service, which may hold something\n"
      "already: records of the export replace what has their names. The file "
      "is\n"
      "checked as a whole before anything is sent. An import that broke is "
      "run\n"
      "again: what is stored already changes nothing.";
  spec.min_operands = 1;
  spec.max_operands = 1;
  return {std::move(spec), Import};
}

}  // namespace isnad
