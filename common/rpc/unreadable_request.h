#ifndef ISNAD_COMMON_RPC_UNREADABLE_REQUEST_H_
#define ISNAD_COMMON_RPC_UNREADABLE_REQUEST_H_

#include <memory>

#include "grpcpp/support/server_interceptor.h"

namespace isnad {

// Returns a factory of interceptors that answer a request whose bytes are no
// message of its type with UnreadableRequest(). gRPC itself answers as if there
// were no such method: UNIMPLEMENTED, without a word.
std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>
MakeUnreadableRequestAnswer();

}  // namespace isnad

#endif  // ISNAD_COMMON_RPC_UNREADABLE_REQUEST_H_
