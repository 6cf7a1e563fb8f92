#ifndef ISNAD_COMMON_RPC_UNREADABLE_REQUEST_H_
#define ISNAD_COMMON_RPC_UNREADABLE_REQUEST_H_

#include <memory>
#include <string>
#include <vector>

#include "grpcpp/support/server_interceptor.h"

namespace isnad {

// Returns a factory of interceptors that answer a request whose bytes are no
// message of its type with UnreadableRequest(). gRPC itself answers as if there
// were no such method: UNIMPLEMENTED, without a word. The methods of
// `bytes_services`, full names of services, are left alone.
std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>
MakeUnreadableRequestAnswer(const std::vector<std::string>& bytes_services);

}  // namespace isnad

#endif  // ISNAD_COMMON_RPC_UNREADABLE_REQUEST_H_
