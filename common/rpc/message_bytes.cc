#include "common/rpc/message_bytes.h"

#include <utility>

#include "common/status/errors.h"
#include "grpcpp/support/proto_buffer_reader.h"

namespace isnad {
namespace {

void DestroySerialized(void* owned) { delete static_cast<std::string*>(owned); }

}  // namespace

absl::Status UnreadableRequest() {
  return FieldError("request", "got bytes that are no message of its type");
}

absl::Status ParseRequest(const grpc::ByteBuffer& bytes,
                          google::protobuf::MessageLite& request) {
  // Shares the bytes; reading takes a buffer that may change.
  grpc::ByteBuffer shared = bytes;
  grpc::ProtoBufferReader reader(&shared);
  if (reader.status().ok() && request.ParseFromZeroCopyStream(&reader)) {
    return absl::OkStatus();
  }
  return UnreadableRequest();
}

grpc::ByteBuffer ToByteBuffer(std::string serialized) {
  auto* const owned = new std::string(std::move(serialized));
  const grpc::Slice slice(owned->data(), owned->size(), &DestroySerialized,
                          owned);
  return grpc::ByteBuffer(&slice, 1);
}

grpc::ByteBuffer ToByteBuffer(const google::protobuf::MessageLite& message) {
  return ToByteBuffer(message.SerializeAsString());
}

}  // namespace isnad
