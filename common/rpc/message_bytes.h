// Messages as gRPC carries them, for methods that read their requests
// themselves: those that gRPC reads can't tell a message that does not parse
// from the end of a stream.
#ifndef ISNAD_COMMON_RPC_MESSAGE_BYTES_H_
#define ISNAD_COMMON_RPC_MESSAGE_BYTES_H_

#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message_lite.h"
#include "grpcpp/support/byte_buffer.h"

namespace isnad {

// What a request is answered whose bytes are no message of its type:
// FIELD_INVALID. Strings that are not UTF-8 make such bytes too.
absl::Status UnreadableRequest();

// Reads a request; UnreadableRequest() if that can't be done.
absl::Status ParseRequest(const grpc::ByteBuffer& bytes,
                          google::protobuf::MessageLite& request);

// Returns a serialized message, or a message, as gRPC sends it.
grpc::ByteBuffer ToByteBuffer(std::string serialized);
grpc::ByteBuffer ToByteBuffer(const google::protobuf::MessageLite& message);

}  // namespace isnad

#endif  // ISNAD_COMMON_RPC_MESSAGE_BYTES_H_
