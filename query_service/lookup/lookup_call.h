#ifndef ISNAD_QUERY_SERVICE_LOOKUP_LOOKUP_CALL_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_LOOKUP_CALL_H_

#include <functional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "query_service/lookup/lookup_pool.h"
#include "query_service/lookup/read_plan.h"
#include "query_service/store/store.h"

namespace isnad {

// Longest wait for a revision of a call without a deadline.
inline constexpr absl::Duration kLongestWait = absl::Seconds(30);

// Runs `answer` with a reader of the planned revision, once what the plan waits
// for is there, and ends the call with its status. Where nothing is waited for,
// that happens before it returns, on the caller's thread; otherwise on the
// store's notification thread, and no thread is held meanwhile. A wait ends a
// little before the call's deadline, so that the caller hears why, or as soon
// as the caller goes away.
//
// With a pool, `answer` runs on one of its threads instead, or the call ends
// with OVERLOADED; without one, `answer` must be quick.
//
// `store`, `pool` and whatever `answer` refers to must outlive the call.
grpc::ServerUnaryReactor* RunLookup(
    grpc::CallbackServerContext* context, Store& store, const ReadPlan& plan,
    LookupPool* pool, std::function<absl::Status(StoreReader&)> answer);

// Ends a call at once.
grpc::ServerUnaryReactor* EndLookup(grpc::CallbackServerContext* context,
                                    const absl::Status& status);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_LOOKUP_CALL_H_
