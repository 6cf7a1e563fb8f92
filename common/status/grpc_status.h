#ifndef ISNAD_COMMON_STATUS_GRPC_STATUS_H_
#define ISNAD_COMMON_STATUS_GRPC_STATUS_H_

#include "absl/status/status.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/support/status.h"

namespace isnad {

// Converts for the wire. An error without an ErrorInfo is a fault of the
// program: it becomes INTERNAL with a plain sentence, its own message staying
// in the log. Called in handlers and nowhere else.
grpc::Status ToGrpcStatus(const absl::Status& status);

// Converts from the wire, details included.
absl::Status FromGrpcStatus(const grpc::Status& status);

// Converts for a status inside a message, by the rule of `ToGrpcStatus`.
google::rpc::Status ToRpcStatus(const absl::Status& status);

// Converts from a status inside a message, details included.
absl::Status FromRpcStatus(const google::rpc::Status& status);

}  // namespace isnad

#endif  // ISNAD_COMMON_STATUS_GRPC_STATUS_H_
