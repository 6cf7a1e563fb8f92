#include "ingest_service/data_file/data_file.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/file.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/text/utf8.h"
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

// Whether all strings of a message are UTF-8. The text format lets escapes
// spell any byte, and its parser takes them.
bool HasValidStrings(const google::protobuf::Message& message) {
  using google::protobuf::FieldDescriptor;
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const bool repeated = field->is_repeated();
    const int count = repeated ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        std::string buffer;
        const std::string& value =
            repeated ? reflection.GetRepeatedStringReference(message, field, i,
                                                             &buffer)
                     : reflection.GetStringReference(message, field, &buffer);
        if (!IsValidUtf8(value)) return false;
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        if (!HasValidStrings(
                repeated ? reflection.GetRepeatedMessage(message, field, i)
                         : reflection.GetMessage(message, field))) {
          return false;
        }
      }
    }
  }
  return true;
}

// The line of the first byte that is not UTF-8, counted from 1; 0 if none is.
int LineOfBadByte(absl::string_view contents) {
  if (IsValidUtf8(contents)) return 0;
  int line = 1;
  for (absl::string_view rest : absl::StrSplit(contents, '\n')) {
    if (!IsValidUtf8(rest)) break;
    ++line;
  }
  return line;
}

constexpr absl::string_view kNotUtf8 = "text that is not UTF-8";

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
  if (const int line = LineOfBadByte(file.contents)) {
    return DataFileError(file.name, line, kNotUtf8);
  }
  FirstError error;
  google::protobuf::TextFormat::ParseInfoTree tree;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  parser.WriteLocationsTo(&tree);
  if (!parser.ParseFromString(file.contents, message)) {
    return DataFileError(file.name, error.line(), error.message());
  }
  lines->clear();
  const google::protobuf::Message* holder = message;
  const google::protobuf::TextFormat::ParseInfoTree* holder_tree = &tree;
  const size_t dot = field.find('.');
  if (dot != absl::string_view::npos) {
    const google::protobuf::FieldDescriptor* outer =
        message->GetDescriptor()->FindFieldByName(
            std::string(field.substr(0, dot)));
    if (outer != nullptr) {
      holder = &message->GetReflection()->GetMessage(*message, outer);
      holder_tree = tree.GetTreeForNested(outer, -1);
    }
    field.remove_prefix(dot + 1);
  }
  const google::protobuf::FieldDescriptor* descriptor =
      holder->GetDescriptor()->FindFieldByName(std::string(field));
  const google::protobuf::Reflection& reflection = *holder->GetReflection();
  const int size = descriptor == nullptr || holder_tree == nullptr
                       ? 0
                       : reflection.FieldSize(*holder, descriptor);
  for (int i = 0; i < size; ++i) {
    lines->push_back(holder_tree->GetLocation(descriptor, i).line + 1);
    if (!HasValidStrings(
            reflection.GetRepeatedMessage(*holder, descriptor, i))) {
      return DataFileError(file.name, lines->back(), kNotUtf8);
    }
  }
  if (!HasValidStrings(*message)) {
    return DataFileError(file.name, 0, kNotUtf8);
  }
  return absl::OkStatus();
}

}  // namespace isnad
