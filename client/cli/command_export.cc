#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "client/cli/command.h"
#include "client/cli/connection.h"
#include "client/cli/export_file.h"
#include "client/cli/print_json.h"
#include "client/cli/progress_bar.h"
#include "client/cpp/admin_client.h"
#include "common/base/file.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/util/delimited_message_util.h"
#include "isnad/v1/record_service.pb.h"

namespace isnad {
namespace {

constexpr size_t kBarSteps = 1'000;
constexpr int64_t kMaxNoteBytes = 4'096;
// How often it is noted where a broken export could go on.
constexpr int64_t kBytesBetweenNotes = 16 << 20;

absl::Status Unwritable(const std::string& path) {
  return ErrorWithReason(
      absl::StatusCode::kFailedPrecondition,
      absl::StrCat(path, ": cannot be written: ", std::strerror(errno)),
      v1::ERROR_REASON_FILE_UNUSABLE, {{"path", path}});
}

// The file of an export, written as "FILE.part" until it is whole. Beside it,
// "FILE.part.cursor" says up to which byte it is good and how it goes on.
class OutputFile {
 public:
  explicit OutputFile(const std::string& path)
      : path_(path), part_(path + ".part"), note_(part_ + ".cursor") {}

  // Goes on where an earlier run stopped, or begins anew.
  absl::Status Open() {
    const bool goes_on = ReadNote();
    std::error_code error;
    if (goes_on)
      std::filesystem::resize_file(part_, static_cast<uintmax_t>(bytes_),
                                   error);
    if (!goes_on || error) {
      resume_ = ExportResume();
      bytes_ = 0;
    }
    file_.open(part_, std::ios::binary | std::ios::out |
                          (bytes_ > 0 ? std::ios::app : std::ios::trunc));
    if (bytes_ == 0) Write(kExportMagic);
    return file_.good() ? absl::OkStatus() : Unwritable(part_);
  }

  absl::Status Add(const v1::ExportResponse& piece) {
    Write(piece.data());
    resume_ = {piece.cursor(), piece.checksum()};
    if (piece.complete()) {
      Write(ExportTrailer(piece.records(), piece.checksum()));
    }
    if (!file_.good()) return Unwritable(part_);
    if (bytes_ - noted_ >= kBytesBetweenNotes) return Note();
    return absl::OkStatus();
  }

  // Writes down how it goes on.
  absl::Status Note() {
    file_.flush();
    if (!file_.good()) return Unwritable(part_);
    noted_ = bytes_;
    return WriteFileAtomically(
        note_,
        absl::StrCat(bytes_, " ", resume_.checksum, " ", resume_.cursor, "\n"));
  }

  // Gives it its name.
  absl::Status Close() {
    file_.close();
    if (file_.fail() || std::rename(part_.c_str(), path_.c_str()) != 0) {
      return Unwritable(path_);
    }
    Forget();
    return absl::OkStatus();
  }

  // What is there leads nowhere: the next run begins anew.
  void Forget() { std::remove(note_.c_str()); }

  const ExportResume& resume() const { return resume_; }
  int64_t bytes() const { return bytes_; }

 private:
  bool ReadNote() {
    const absl::StatusOr<std::string> note = ReadFile(note_, kMaxNoteBytes);
    if (!note.ok()) return false;
    const std::vector<std::string> words =
        absl::StrSplit(absl::StripSuffix(*note, "\n"), ' ');
    std::error_code error;
    if (words.size() != 3 || !absl::SimpleAtoi(words[0], &bytes_) ||
        !absl::SimpleAtoi(words[1], &resume_.checksum)) {
      return false;
    }
    resume_.cursor = words[2];
    const auto size = std::filesystem::file_size(part_, error);
    return !error && bytes_ > 0 && static_cast<int64_t>(size) >= bytes_;
  }

  void Write(absl::string_view bytes) {
    file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes_ += static_cast<int64_t>(bytes.size());
  }

  const std::string path_;
  const std::string part_;
  const std::string note_;
  std::ofstream file_;
  ExportResume resume_;
  int64_t bytes_ = 0;
  int64_t noted_ = 0;
};

absl::Status PrintRecords(const std::string& data, const Console& console) {
  google::protobuf::io::ArrayInputStream stream(data.data(),
                                                static_cast<int>(data.size()));
  for (;;) {
    v1::Record record;
    bool clean_end = false;
    if (!google::protobuf::util::ParseDelimitedFromZeroCopyStream(
            &record, &stream, &clean_end)) {
      return clean_end ? absl::OkStatus()
                       : absl::DataLossError("a record does not parse");
    }
    console.out << ToJson(record, OutputFormat::kJsonLines) << '\n';
  }
}

absl::StatusOr<int> ExportToFile(AdminClient& client, const std::string& path,
                                 const Connection& connection,
                                 const Console& console) {
  OutputFile file(path);
  RETURN_IF_ERROR(file.Open());
  ProgressBar bar(console, "per mille", kBarSteps);
  int64_t records = 0;
  const absl::Status status = client.Export(
      file.resume(), [&](const v1::ExportResponse& piece) -> absl::Status {
        RETURN_IF_ERROR(file.Add(piece));
        records = piece.records();
        bar.Show(static_cast<size_t>(piece.progress() * kBarSteps));
        return absl::OkStatus();
      });
  bar.Erase();
  if (!status.ok()) {
    const v1::ErrorReason reason = ReasonOf(status);
    if (reason == v1::ERROR_REASON_REVISION_COMPACTED ||
        reason == v1::ERROR_REASON_FIELD_INVALID ||
        reason == v1::ERROR_REASON_EXPORT_DAMAGED) {
      file.Forget();
    } else {
      file.Note().IgnoreError();
    }
    return connection.QueryFailure(status);
  }
  RETURN_IF_ERROR(file.Close());
  console.err << path << ": " << records << " records, " << file.bytes()
              << " bytes\n";
  return kExitOk;
}

absl::StatusOr<int> ExportToStream(AdminClient& client, OutputFormat format,
                                   const Connection& connection,
                                   const Console& console) {
  if (format == OutputFormat::kTable) console.out << kExportMagic;
  RETURN_IF_ERROR(connection.QueryFailure(
      client.Export({}, [&](const v1::ExportResponse& piece) -> absl::Status {
        if (format != OutputFormat::kTable) {
          return PrintRecords(piece.data(), console);
        }
        console.out << piece.data();
        if (piece.complete()) {
          console.out << ExportTrailer(piece.records(), piece.checksum());
        }
        if (console.out.good()) return absl::OkStatus();
        return Unwritable("standard output");
      })));
  return kExitOk;
}

absl::StatusOr<int> Export(const Arguments& arguments, const Console& console) {
  const OutputFormat format = FormatOf(arguments);
  const std::string& path = arguments.Text("output");
  if (!path.empty() && format != OutputFormat::kTable) {
    return UsageError("--output does not go with --format");
  }
  if (path.empty() && format == OutputFormat::kTable &&
      console.out_is_terminal) {
    return UsageError("an export is no text: give --output or --format=jsonl");
  }
  ASSIGN_OR_RETURN(const Connection connection, Connection::Open(arguments));
  AdminClient client(connection.query_channel(), connection.options());
  return path.empty() ? ExportToStream(client, format, connection, console)
                      : ExportToFile(client, path, connection, console);
}

}  // namespace

Command ExportCommand() {
  CommandSpec spec;
  spec.name = "export";
  spec.summary = "Write all that is stored to a file";
  spec.description =
      "Writes everything that the query service holds at one revision. The\n"
      "same contents give the same bytes. A broken export with --output goes\n"
      "on where it stopped when it is run again. With --format=json or jsonl\n"
      "each record is printed as a line of JSON.";
  spec.max_operands = 0;
  spec.options = {{"output", "FILE", "Where to; else standard output"}};
  return {std::move(spec), Export};
}

}  // namespace isnad
