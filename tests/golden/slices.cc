#include "tests/golden/slices.h"

#include <cstdint>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/text/utf8.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace isnad {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

std::string CheckSpan(const v1::Span& span, absl::string_view text) {
  const int64_t start = span.start_byte();
  const int64_t end = span.end_byte();
  if (start < 0 || start > end || end > static_cast<int64_t>(text.size()) ||
      !IsCharacterBorder(text, static_cast<size_t>(start)) ||
      !IsCharacterBorder(text, static_cast<size_t>(end))) {
    return absl::StrCat("span ", start, "-", end, " in a text of ", text.size(),
                        " bytes");
  }
  return "";
}

// Checks `text` of a message against its `span`, where it has both.
std::string CheckSurface(const Message& message, absl::string_view text) {
  const Reflection& reflection = *message.GetReflection();
  const FieldDescriptor* span_field =
      message.GetDescriptor()->FindFieldByName("span");
  const FieldDescriptor* text_field =
      message.GetDescriptor()->FindFieldByName("text");
  if (span_field == nullptr || text_field == nullptr) return "";
  const auto& span =
      dynamic_cast<const v1::Span&>(reflection.GetMessage(message, span_field));
  const std::string surface = reflection.GetString(message, text_field);
  const auto start = static_cast<size_t>(span.start_byte());
  const auto length = static_cast<size_t>(span.end_byte()) - start;
  if (surface.empty() || text.substr(start, length) != surface) {
    return absl::StrCat(message.GetDescriptor()->name(), " \"", surface,
                        "\" is not at ", start);
  }
  return "";
}

std::string CheckMessage(const Message& message, absl::string_view text) {
  if (const auto* span = dynamic_cast<const v1::Span*>(&message)) {
    return CheckSpan(*span, text);
  }
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const int count =
        field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      const Message& inner =
          field->is_repeated()
              ? reflection.GetRepeatedMessage(message, field, i)
              : reflection.GetMessage(message, field);
      std::string problem = CheckMessage(inner, text);
      if (!problem.empty()) return problem;
    }
  }
  return CheckSurface(message, text);
}

std::string CheckAlignment(const v1::Document& document) {
  int64_t text_end = 0;
  int64_t source_end = 0;
  for (const v1::AlignmentSegment& segment : document.alignment()) {
    if (segment.text_length() < 0 || segment.source_length() < 0 ||
        segment.text_start() < text_end ||
        segment.source_start() < source_end) {
      return absl::StrCat("alignment runs back at ", segment.text_start());
    }
    text_end = int64_t{segment.text_start()} + segment.text_length();
    source_end = segment.source_start() + segment.source_length();
  }
  if (text_end > static_cast<int64_t>(document.text().size()) ||
      source_end > document.source_bytes()) {
    return "alignment runs past the end";
  }
  return "";
}

}  // namespace

std::string FindBadSpan(const v1::Analysis& analysis) {
  if (!IsValidUtf8(analysis.document().text())) return "text is not UTF-8";
  std::string problem = CheckMessage(analysis, analysis.document().text());
  return problem.empty() ? CheckAlignment(analysis.document()) : problem;
}

}  // namespace isnad
