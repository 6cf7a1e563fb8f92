#include "ingest_service/data_file/data_file.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"

namespace isnad {
namespace {

absl::Status FolderError(const std::string& path, absl::string_view problem) {
  return ErrorWithReason(absl::StatusCode::kFailedPrecondition,
                         absl::StrCat("data folder ", path, ": ", problem),
                         v1::ERROR_REASON_FILE_UNUSABLE, {{"path", path}});
}

// Keeps the first error of a parse.
class FirstError : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int /*column*/, const std::string& message) override {
    if (failed_) return;
    failed_ = true;
    line_ = line + 1;
    message_ = message;
  }

  int line() const { return line_; }
  const std::string& message() const { return message_; }

 private:
  bool failed_ = false;
  int line_ = 0;
  std::string message_ = "cannot be parsed";
};

}  // namespace

absl::StatusOr<std::vector<DataFile>> ReadDataFolder(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  fs::directory_iterator entries(path, error);
  if (error) return FolderError(path, error.message());
  std::vector<std::string> names;
  for (; entries != fs::directory_iterator(); entries.increment(error)) {
    if (error) return FolderError(path, error.message());
    if (entries->path().extension() == ".textproto") {
      names.push_back(entries->path().string());
    }
  }
  std::sort(names.begin(), names.end());
  std::vector<DataFile> files;
  for (std::string& name : names) {
    absl::StatusOr<std::string> contents = ReadFile(name, kMaxDataFileBytes);
    if (!contents.ok()) {
      return FolderError(name, absl::StrCat(contents.status().message()));
    }
    files.push_back({std::move(name), *std::move(contents)});
  }
  return files;
}

absl::Status DataFileError(absl::string_view file, int line,
                           absl::string_view problem) {
  return ErrorWithReason(
      absl::StatusCode::kInvalidArgument,
      line > 0 ? absl::StrCat(file, ":", line, ": ", problem)
               : absl::StrCat(file, ": ", problem),
      v1::ERROR_REASON_DATA_FILE_INVALID,
      {{"file", std::string(file)}, {"line", absl::StrCat(line)}});
}

absl::Status ParseDataFile(const DataFile& file, absl::string_view field,
                           google::protobuf::Message* message,
                           std::vector<int>* lines) {
  FirstError error;
  google::protobuf::TextFormat::ParseInfoTree tree;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  parser.WriteLocationsTo(&tree);
  if (!parser.ParseFromString(file.contents, message)) {
    return DataFileError(file.name, error.line(), error.message());
  }
  const google::protobuf::FieldDescriptor* descriptor =
      message->GetDescriptor()->FindFieldByName(std::string(field));
  lines->clear();
  if (descriptor == nullptr) return absl::OkStatus();
  const int size = message->GetReflection()->FieldSize(*message, descriptor);
  for (int i = 0; i < size; ++i) {
    lines->push_back(tree.GetLocation(descriptor, i).line + 1);
  }
  return absl::OkStatus();
}

}  // namespace isnad
