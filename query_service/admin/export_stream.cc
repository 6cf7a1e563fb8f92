#include "query_service/admin/export_stream.h"

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"
#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"
#include "query_service/admin/export_piece.h"
#include "query_service/store/store_errors.h"

namespace isnad {
namespace {

// How long an export waits for the indexes to reach the newest revision.
constexpr absl::Duration kLongestWait = absl::Seconds(10);

}  // namespace

ExportStream::ExportStream(Store& store, const PageTokens& tokens,
                           const std::atomic<bool>& draining)
    : store_(store), tokens_(tokens), draining_(draining) {}

void ExportStream::Start(const v1::ExportRequest& request) {
  const absl::Status begun = Begin(request.cursor());
  if (!begun.ok()) {
    Finish(ToGrpcStatus(begun));
    return;
  }
  ReadRequirement requirement;
  requirement.revision = position_.revision;
  store_.Wait(requirement, absl::Now() + kLongestWait,
              [this](const absl::Status& met) {
                if (met.ok()) {
                  Continue();
                } else {
                  Finish(ToGrpcStatus(met));
                }
              });
}

absl::Status ExportStream::Begin(const std::string& cursor) {
  if (cursor.empty()) {
    position_.revision = store_.Revisions().newest;
  } else {
    ASSIGN_OR_RETURN(position_, DecodeCursor(cursor, tokens_));
  }
  hold_ = store_.Hold(position_.revision);
  ASSIGN_OR_RETURN(const StoreStats stats, store_.Stats());
  total_ = 2 * stats.entities + stats.documents;
  const int64_t oldest = store_.Revisions().oldest;
  if (position_.revision >= oldest) return absl::OkStatus();
  return RevisionCompacted(position_.revision, oldest);
}

void ExportStream::Continue() {
  const absl::Status made = draining_ ? ShuttingDown() : MakePiece();
  if (made.ok()) {
    StartWrite(&piece_);
  } else {
    Finish(ToGrpcStatus(made));
  }
}

absl::Status ExportStream::MakePiece() {
  if (position_.revision == 0) {
    // Nothing was stored when it began, and there is no revision to read.
    piece_.set_complete(true);
  } else {
    ASSIGN_OR_RETURN(const std::unique_ptr<StoreReader> reader,
                     store_.Read(position_.revision));
    ASSIGN_OR_RETURN(piece_, NextExportPiece(*reader, position_));
  }
  piece_.set_cursor(EncodeCursor(position_, tokens_));
  const double part = total_ == 0 ? 1
                                  : static_cast<double>(position_.visited) /
                                        static_cast<double>(total_);
  piece_.set_progress(
      piece_.complete() ? 1.0F : static_cast<float>(std::min(part, 0.99)));
  return absl::OkStatus();
}

void ExportStream::OnWriteDone(bool ok) {
  if (!ok) {
    Finish(ToGrpcStatus(CallerGone("export")));
  } else if (piece_.complete()) {
    Finish(grpc::Status::OK);
  } else {
    Continue();
  }
}

}  // namespace isnad
