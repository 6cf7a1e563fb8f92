// How calls are made: with a deadline, again after UNAVAILABLE, and not at all
// while the service refuses most of them.
#ifndef ISNAD_CLIENT_CPP_CALL_H_
#define ISNAD_CLIENT_CPP_CALL_H_

#include <functional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/cpp/adaptive_throttle.h"
#include "common/status/grpc_status.h"
#include "grpcpp/client_context.h"

namespace isnad {

struct CallOptions {
  // Deadline of the whole, all attempts and pauses included.
  absl::Duration timeout = absl::Seconds(30);
  // Attempts in all; 1 never repeats.
  int max_attempts = 5;
  // Whether a call waits for its connection until the deadline. Without it, it
  // fails at once while the service cannot be reached.
  bool wait_for_ready = false;
  // Whether RESOURCE_EXHAUSTED with a RetryInfo (a full outbox, an overloaded
  // server) is also waited for.
  bool retry_exhausted = false;
  // Pause after the first failed attempt where the server names none; doubles
  // with each further one.
  absl::Duration initial_pause = absl::Milliseconds(100);
  // For tests: how to pause; null sleeps.
  std::function<void(absl::Duration)> sleep;
};

namespace call_internal {

// Decides after a failed attempt, the first being 1: pauses and returns true,
// or returns false if the error stands. The pause is what the server's
// RetryInfo asks for, at least the growing one, with up to a fifth of jitter;
// an error stands if the deadline would pass in it.
bool PauseBeforeRetry(const absl::Status& status, int attempt,
                      absl::Time deadline, const CallOptions& options);

}  // namespace call_internal

// Calls a unary method of a stub, each attempt only if the method's throttle
// admits it; where `throttles` is null, nothing is held back. The error has the
// server's details: see common/status/errors.h.
template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Call(Stub& stub,
                              grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                           const Request&,
                                                           Response*),
                              const Request& request,
                              const CallOptions& options,
                              MethodThrottles* throttles = nullptr) {
  AdaptiveThrottle* const throttle =
      throttles == nullptr ? nullptr : &throttles->Of(*Request::descriptor());
  const absl::Time deadline = absl::Now() + options.timeout;
  for (int attempt = 1;; ++attempt) {
    absl::Status status =
        throttle == nullptr ? absl::OkStatus() : throttle->Admit();
    if (status.ok()) {
      grpc::ClientContext context;
      context.set_deadline(absl::ToChronoTime(deadline));
      context.set_wait_for_ready(options.wait_for_ready);
      Response response;
      status = FromGrpcStatus((stub.*method)(&context, request, &response));
      if (throttle != nullptr) throttle->Note(status);
      if (status.ok()) return response;
    }
    if (!call_internal::PauseBeforeRetry(status, attempt, deadline, options)) {
      return status;
    }
  }
}

}  // namespace isnad

#endif  // ISNAD_CLIENT_CPP_CALL_H_
