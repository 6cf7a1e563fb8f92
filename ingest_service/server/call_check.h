#ifndef ISNAD_INGEST_SERVICE_SERVER_CALL_CHECK_H_
#define ISNAD_INGEST_SERVICE_SERVER_CALL_CHECK_H_

#include "absl/status/status.h"
#include "common/base/clock.h"
#include "grpcpp/server_context.h"
#include "ingest_service/pipeline/analyzer.h"

namespace isnad {

// The service takes no more calls: SHUTTING_DOWN.
absl::Status ShuttingDownError();

// Returns the check of a call between stages: DEADLINE_PASSED, CALLER_GONE.
// Both must outlive it.
StageCheck MakeCallCheck(const grpc::ServerContextBase& context,
                         const Clock& clock);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_SERVER_CALL_CHECK_H_
