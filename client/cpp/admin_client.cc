#include "client/cpp/admin_client.h"

#include <utility>

#include "absl/time/clock.h"
#include "common/base/crc32c.h"
#include "common/status/errors.h"

namespace isnad {
namespace {

absl::Status Damaged() {
  return ErrorWithReason(absl::StatusCode::kDataLoss,
                         "the export's checksum is wrong",
                         v1::ERROR_REASON_EXPORT_DAMAGED);
}

// What one call of Export left behind.
struct ExportCall {
  absl::Status status;
  bool complete = false;
  // Whether trying again may help.
  bool may_retry = false;
  int pieces = 0;
};

}  // namespace

AdminClient::AdminClient(std::shared_ptr<grpc::Channel> channel,
                         CallOptions options)
    : stub_(v1::AdminService::NewStub(std::move(channel))),
      options_(std::move(options)) {}

absl::Status AdminClient::Export(
    const ExportResume& from,
    absl::FunctionRef<absl::Status(const v1::ExportResponse&)> take) {
  ExportResume at = from;
  const auto call_once = [&]() {
    ExportCall call;
    grpc::ClientContext context;
    v1::ExportRequest request;
    request.set_cursor(at.cursor);
    const auto stream = stub_->Export(&context, request);
    v1::ExportResponse piece;
    while (call.status.ok() && !call.complete && stream->Read(&piece)) {
      ++call.pieces;
      at.checksum = ExtendCrc32c(at.checksum, piece.data());
      call.status = at.checksum == piece.checksum() ? take(piece) : Damaged();
      at.cursor = piece.cursor();
      call.complete = piece.complete();
    }
    if (!call.status.ok()) context.TryCancel();
    const absl::Status end = FromGrpcStatus(stream->Finish());
    if (!call.status.ok() || call.complete) return call;
    call.status = end.ok() ? Damaged() : end;
    call.may_retry = !end.ok();
    return call;
  };
  for (int attempt = 1;; ++attempt) {
    const ExportCall call = call_once();
    if (call.complete || !call.may_retry) return call.status;
    if (call.pieces > 0) attempt = 1;
    if (!call_internal::PauseBeforeRetry(
            call.status, attempt, absl::Now() + options_.timeout, options_)) {
      return call.status;
    }
  }
}

absl::StatusOr<v1::ImportResponse> AdminClient::Import(
    absl::FunctionRef<absl::Status(v1::ImportRequest&)> fill) {
  grpc::ClientContext context;
  v1::ImportResponse response;
  const auto stream = stub_->Import(&context, &response);
  v1::ImportRequest piece;
  absl::Status filled;
  do {
    filled = fill(piece);
    if (!filled.ok()) context.TryCancel();
  } while (filled.ok() && stream->Write(piece) && !piece.complete());
  stream->WritesDone();
  const absl::Status status = FromGrpcStatus(stream->Finish());
  if (!filled.ok()) return filled;
  if (!status.ok()) return status;
  return response;
}

}  // namespace isnad
