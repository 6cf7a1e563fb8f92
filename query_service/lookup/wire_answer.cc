#include "query_service/lookup/wire_answer.h"

#include <utility>

#include "common/status/errors.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"
#include "grpcpp/support/proto_buffer_reader.h"
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

void DestroyAnswer(void* answer) { delete static_cast<std::string*>(answer); }

}  // namespace

void AppendIntegerField(int number, int64_t value, std::string& out) {
  if (value == 0) return;
  AppendTag(number, WireFormatLite::WIRETYPE_VARINT, out);
  AppendVarint(static_cast<uint64_t>(value), out);
}

void AppendFloatField(int number, float value, std::string& out) {
  const uint32_t bits = WireFormatLite::EncodeFloat(value);
  if (bits == 0) return;
  AppendTag(number, WireFormatLite::WIRETYPE_FIXED32, out);
  uint8_t bytes[sizeof(bits)];
  CodedOutputStream::WriteLittleEndian32ToArray(bits, bytes);
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

std::string SerializeMention(const MentionView& mention) {
  std::string span;
  AppendIntegerField(v1::Span::kStartByteFieldNumber, mention.start_byte, span);
  AppendIntegerField(v1::Span::kEndByteFieldNumber, mention.end_byte, span);
  std::string out;
  out.reserve(mention.entity.size() + mention.text.size() +
              mention.document_id.size() + 64);
  AppendStringField(v1::Mention::kEntityFieldNumber, mention.entity, out);
  AppendIntegerField(v1::Mention::kKindFieldNumber, mention.kind, out);
  AppendIntegerField(v1::Mention::kFormFieldNumber, mention.form, out);
  AppendMessageField(v1::Mention::kSpanFieldNumber, span, out);
  AppendStringField(v1::Mention::kTextFieldNumber, mention.text, out);
  AppendFloatField(v1::Mention::kConfidenceFieldNumber, mention.confidence,
                   out);
  AppendStringField(v1::Mention::kNameFieldNumber, mention.Name(), out);
  return out;
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
