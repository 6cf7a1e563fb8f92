#include "query_service/lookup/wire_answer.h"

#include <algorithm>
#include <utility>

#include "common/status/errors.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"
#include "grpcpp/support/proto_buffer_reader.h"
#include "isnad/v1/fact.pb.h"
#include "query_service/store/resource_name.h"

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

constexpr absl::string_view kMentionsPart = "/mentions/";
// Of a mention without its strings: seven tags of one byte, and less than
// seven numbers or lengths besides a float.
constexpr size_t kMaxFixedMentionBytes = 128;

// Writes fields where there is room for them.
class Encoder {
 public:
  explicit Encoder(char* at) : at_(reinterpret_cast<uint8_t*>(at)) {}

  size_t SizeSince(const char* begin) const {
    return static_cast<size_t>(reinterpret_cast<const char*>(at_) - begin);
  }

  void PutInteger(int number, int64_t value) {
    if (value == 0) return;
    PutTag(number, WireFormatLite::WIRETYPE_VARINT);
    PutVarint(static_cast<uint64_t>(value));
  }

  void PutFloat(int number, float value) {
    const uint32_t bits = WireFormatLite::EncodeFloat(value);
    if (bits == 0) return;
    PutTag(number, WireFormatLite::WIRETYPE_FIXED32);
    at_ = CodedOutputStream::WriteLittleEndian32ToArray(bits, at_);
  }

  void PutLength(int number, size_t size) {
    PutTag(number, WireFormatLite::WIRETYPE_LENGTH_DELIMITED);
    PutVarint(size);
  }

  void PutBytes(absl::string_view bytes) {
    std::copy(bytes.begin(), bytes.end(), at_);
    at_ += bytes.size();
  }

  void PutString(int number, absl::string_view value) {
    if (value.empty()) return;
    PutLength(number, value.size());
    PutBytes(value);
  }

  void PutSpan(int number, int64_t start_byte, int64_t end_byte) {
    char bytes[4 * kMaxVarintBytes];
    Encoder span(bytes);
    span.PutInteger(v1::Span::kStartByteFieldNumber, start_byte);
    span.PutInteger(v1::Span::kEndByteFieldNumber, end_byte);
    const size_t size = span.SizeSince(bytes);
    PutLength(number, size);
    PutBytes(absl::string_view(bytes, size));
  }

 private:
  void PutVarint(uint64_t value) {
    at_ = CodedOutputStream::WriteVarint64ToArray(value, at_);
  }
  void PutTag(int number, WireFormatLite::WireType type) {
    PutVarint(WireFormatLite::MakeTag(number, type));
  }

  uint8_t* at_;
};

void DestroyAnswer(void* answer) { delete static_cast<std::string*>(answer); }

}  // namespace

void AppendIntegerField(int number, int64_t value, std::string& out) {
  if (value == 0) return;
  AppendTag(number, WireFormatLite::WIRETYPE_VARINT, out);
  AppendVarint(static_cast<uint64_t>(value), out);
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

void SerializeMention(const MentionView& mention, std::string& out) {
  // Names have the form of MentionView::Name(), which would copy once more.
  const size_t name_size =
      mention.id.empty() ? 0
                         : kDocumentPrefix.size() + mention.document_id.size() +
                               kMentionsPart.size() + mention.id.size();
  out.resize(mention.entity.size() + mention.text.size() + name_size +
             kMaxFixedMentionBytes);
  Encoder encoder(&out[0]);
  encoder.PutString(v1::Mention::kEntityFieldNumber, mention.entity);
  encoder.PutInteger(v1::Mention::kKindFieldNumber, mention.kind);
  encoder.PutInteger(v1::Mention::kFormFieldNumber, mention.form);
  encoder.PutSpan(v1::Mention::kSpanFieldNumber, mention.start_byte,
                  mention.end_byte);
  encoder.PutString(v1::Mention::kTextFieldNumber, mention.text);
  encoder.PutFloat(v1::Mention::kConfidenceFieldNumber, mention.confidence);
  if (name_size > 0) {
    encoder.PutLength(v1::Mention::kNameFieldNumber, name_size);
    encoder.PutBytes(kDocumentPrefix);
    encoder.PutBytes(mention.document_id);
    encoder.PutBytes(kMentionsPart);
    encoder.PutBytes(mention.id);
  }
  out.resize(encoder.SizeSince(out.data()));
}

absl::Status ParseRequest(const grpc::ByteBuffer& bytes,
                          google::protobuf::MessageLite& request) {
  // Shares the bytes; reading takes a buffer that may change.
  grpc::ByteBuffer shared = bytes;
  grpc::ProtoBufferReader reader(&shared);
  if (reader.status().ok() && request.ParseFromZeroCopyStream(&reader)) {
    return absl::OkStatus();
  }
  return FieldError("request", "got bytes that are no message of its type");
}

grpc::ByteBuffer ToByteBuffer(std::string answer) {
  auto* const owned = new std::string(std::move(answer));
  const grpc::Slice slice(owned->data(), owned->size(), &DestroyAnswer, owned);
  return grpc::ByteBuffer(&slice, 1);
}

}  // namespace isnad
