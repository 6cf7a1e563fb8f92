#include "query_service/lookup/wire_answer.h"

#include <cstring>
#include <utility>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"
#include "isnad/v1/fact.pb.h"

namespace isnad {
namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedOutputStream;

constexpr size_t kMaxVarintBytes = 10;

void AppendVarint(uint64_t value, std::string& out) {
  uint8_t bytes[kMaxVarintBytes];
  const uint8_t* const end =
      CodedOutputStream::WriteVarint64ToArray(value, bytes);
  out.append(reinterpret_cast<const char*>(bytes),
             static_cast<size_t>(end - bytes));
}

void AppendTag(int number, WireFormatLite::WireType type, std::string& out) {
  AppendVarint(WireFormatLite::MakeTag(number, type), out);
}

// Sizes of fields whose tags are of one byte.
size_t VarintSize(uint64_t value) {
  return CodedOutputStream::VarintSize64(value);
}

size_t IntegerSize(int64_t value) {
  return value == 0 ? 0 : 1 + VarintSize(static_cast<uint64_t>(value));
}

size_t BytesSize(size_t size) { return 1 + VarintSize(size) + size; }

size_t StringSize(absl::string_view value) {
  return value.empty() ? 0 : BytesSize(value.size());
}

bool IsDefault(float value) { return WireFormatLite::EncodeFloat(value) == 0; }

size_t SpanSize(const MentionView& mention) {
  return IntegerSize(mention.start_byte) + IntegerSize(mention.end_byte);
}

// Of MentionView::Name(), which would copy once more.
size_t NameSize(const MentionView& mention) {
  return mention.name_prefix.size() + mention.id.size();
}

// Writes fields where there is room for them.
class Encoder {
 public:
  explicit Encoder(char* at) : at_(reinterpret_cast<uint8_t*>(at)) {}

  void PutInteger(int number, int64_t value) {
    if (value == 0) return;
    PutTag(number, WireFormatLite::WIRETYPE_VARINT);
    PutVarint(static_cast<uint64_t>(value));
  }

  void PutFloat(int number, float value) {
    if (IsDefault(value)) return;
    PutTag(number, WireFormatLite::WIRETYPE_FIXED32);
    at_ = CodedOutputStream::WriteLittleEndian32ToArray(
        WireFormatLite::EncodeFloat(value), at_);
  }

  void PutLength(int number, size_t size) {
    PutTag(number, WireFormatLite::WIRETYPE_LENGTH_DELIMITED);
    PutVarint(size);
  }

  void PutBytes(absl::string_view bytes) {
    // Views without bytes may be of nothing.
    if (bytes.empty()) return;
    std::memcpy(at_, bytes.data(), bytes.size());
    at_ += bytes.size();
  }

  void PutString(int number, absl::string_view value) {
    if (value.empty()) return;
    PutLength(number, value.size());
    PutBytes(value);
  }

 private:
  void PutVarint(uint64_t value) {
    // Most are of one byte.
    if (value < 0x80) {
      *at_++ = static_cast<uint8_t>(value);
    } else {
      at_ = CodedOutputStream::WriteVarint64ToArray(value, at_);
    }
  }
  void PutTag(int number, WireFormatLite::WireType type) {
    PutVarint(WireFormatLite::MakeTag(number, type));
  }

  uint8_t* at_;
};

}  // namespace

void AppendIntegerField(int number, int64_t value, std::string& out) {
  if (value == 0) return;
  AppendTag(number, WireFormatLite::WIRETYPE_VARINT, out);
  AppendVarint(static_cast<uint64_t>(value), out);
}

void AppendFloatField(int number, float value, std::string& out) {
  if (IsDefault(value)) return;
  AppendTag(number, WireFormatLite::WIRETYPE_FIXED32, out);
  uint8_t bytes[sizeof(uint32_t)];
  CodedOutputStream::WriteLittleEndian32ToArray(
      WireFormatLite::EncodeFloat(value), bytes);
  out.append(reinterpret_cast<const char*>(bytes), sizeof(bytes));
}

void AppendStringField(int number, absl::string_view value, std::string& out) {
  if (!value.empty()) AppendMessageField(number, value, out);
}

void AppendMessageField(int number, absl::string_view serialized,
                        std::string& out) {
  AppendTag(number, WireFormatLite::WIRETYPE_LENGTH_DELIMITED, out);
  AppendVarint(serialized.size(), out);
  out.append(serialized.data(), serialized.size());
}

size_t SerializedSize(const MentionView& mention) {
  size_t size = StringSize(mention.entity) + IntegerSize(mention.kind) +
                IntegerSize(mention.form) + BytesSize(SpanSize(mention)) +
                StringSize(mention.text);
  if (!IsDefault(mention.confidence)) size += 1 + sizeof(uint32_t);
  if (!mention.id.empty()) size += BytesSize(NameSize(mention));
  return size;
}

void AppendMentionField(int number, const MentionView& mention, size_t size,
                        std::string& out) {
  const size_t begin = out.size();
  out.resize(begin + BytesSize(size));
  Encoder encoder(&out[begin]);
  encoder.PutLength(number, size);
  encoder.PutString(v1::Mention::kEntityFieldNumber, mention.entity);
  encoder.PutInteger(v1::Mention::kKindFieldNumber, mention.kind);
  encoder.PutInteger(v1::Mention::kFormFieldNumber, mention.form);
  encoder.PutLength(v1::Mention::kSpanFieldNumber, SpanSize(mention));
  encoder.PutInteger(v1::Span::kStartByteFieldNumber, mention.start_byte);
  encoder.PutInteger(v1::Span::kEndByteFieldNumber, mention.end_byte);
  encoder.PutString(v1::Mention::kTextFieldNumber, mention.text);
  encoder.PutFloat(v1::Mention::kConfidenceFieldNumber, mention.confidence);
  if (mention.id.empty()) return;
  encoder.PutLength(v1::Mention::kNameFieldNumber, NameSize(mention));
  encoder.PutBytes(mention.name_prefix);
  encoder.PutBytes(mention.id);
}

}  // namespace isnad
