#include "client/cli/connection.h"

#include "absl/strings/str_cat.h"
#include "common/rpc/address.h"
#include "common/rpc/channel.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

// Someone is waiting at the terminal: a service that is just starting is met,
// one that is not there is soon reported.
constexpr int kMaxAttempts = 3;

// Returns the address of an option, UsageError if it is none.
absl::StatusOr<std::string> TargetOf(const Arguments& arguments,
                                     const std::string& option) {
  const std::string& target = arguments.Text(option);
  const absl::Status status = CheckAddress(absl::StrCat("--", option), target);
  if (!status.ok()) return UsageError(status.message());
  return target;
}

}  // namespace

absl::StatusOr<Connection> Connection::Open(const Arguments& arguments) {
  Connection connection;
  ASSIGN_OR_RETURN(connection.ingest_target_, TargetOf(arguments, "ingest"));
  ASSIGN_OR_RETURN(connection.query_target_, TargetOf(arguments, "query"));
  ASSIGN_OR_RETURN(connection.options_.timeout, arguments.Duration("timeout"));
  connection.options_.max_attempts = kMaxAttempts;
  connection.ingest_ =
      v1::IngestService::NewStub(MakeChannel(connection.ingest_target_));
  connection.query_channel_ = MakeChannel(connection.query_target_);
  connection.query_ = v1::QueryService::NewStub(connection.query_channel_);
  return connection;
}

absl::Status Connection::FailureOf(absl::string_view service,
                                   const std::string& target,
                                   const absl::Status& failure) const {
  if (ReasonOf(failure) != v1::ERROR_REASON_UNSPECIFIED) return failure;
  // The service did not answer: gRPC itself made the error.
  if (failure.code() == absl::StatusCode::kDeadlineExceeded) {
    return ErrorWithReason(
        failure.code(),
        absl::StrCat(service, " at ", target, " did not answer within ",
                     absl::FormatDuration(options_.timeout)),
        v1::ERROR_REASON_DEADLINE_PASSED, {{"stage", "call"}});
  }
  if (failure.code() == absl::StatusCode::kUnavailable) {
    return ErrorWithReason(
        failure.code(),
        absl::StrCat(service, " at ", target,
                     " cannot be reached: ", failure.message()),
        v1::ERROR_REASON_PEER_UNREACHABLE, {{"target", target}});
  }
  return failure;
}

}  // namespace isnad
