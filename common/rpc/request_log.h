#ifndef ISNAD_COMMON_RPC_REQUEST_LOG_H_
#define ISNAD_COMMON_RPC_REQUEST_LOG_H_

#include <memory>

#include "grpcpp/support/server_interceptor.h"

namespace isnad {

// Returns a factory of interceptors that write an event "request" for each call
// when it ends, with its method, peer, status code and duration.
std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>
MakeRequestLog();

}  // namespace isnad

#endif  // ISNAD_COMMON_RPC_REQUEST_LOG_H_
