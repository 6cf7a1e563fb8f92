#include "query_service/store/store_errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"

namespace isnad {

absl::Status RevisionNotReached(int64_t revision, int64_t newest) {
  return ErrorWithReason(
      absl::StatusCode::kOutOfRange,
      absl::StrCat("got revision ", revision, ", want one of 1 to ", newest),
      v1::ERROR_REASON_REVISION_NOT_REACHED,
      {{"revision", absl::StrCat(revision)}, {"newest", absl::StrCat(newest)}});
}

absl::Status IndexCatchingUp() {
  return ErrorWithReason(absl::StatusCode::kUnavailable,
                         "the store's index is being made; call again",
                         v1::ERROR_REASON_STORE_BUSY);
}

absl::Status RevisionNotReadable(int64_t revision,
                                 const StoreRevisions& revisions) {
  const bool is_there = revision > 0 && revision <= revisions.opened;
  if (is_there && revisions.catching_up()) return IndexCatchingUp();
  return RevisionNotReached(revision, revisions.readable());
}

absl::Status RevisionCompacted(int64_t revision, int64_t oldest) {
  return ErrorWithReason(
      absl::StatusCode::kOutOfRange,
      absl::StrCat("got revision ", revision,
                   ", which has been compacted; want ", oldest, " or newer"),
      v1::ERROR_REASON_REVISION_COMPACTED,
      {{"revision", absl::StrCat(revision)}, {"oldest", absl::StrCat(oldest)}});
}

absl::Status ResourceNotFound(absl::string_view resource,
                              absl::string_view name) {
  return ErrorWithReason(
      absl::StatusCode::kNotFound,
      absl::StrCat("there is no ", resource, " ", name),
      v1::ERROR_REASON_RESOURCE_NOT_FOUND,
      {{"resource", std::string(resource)}, {"name", std::string(name)}});
}

absl::Status ShuttingDown() {
  return ErrorWithReason(absl::StatusCode::kUnavailable,
                         "the server is stopping",
                         v1::ERROR_REASON_SHUTTING_DOWN);
}

absl::Status StoreBusy() {
  return ErrorWithReason(absl::StatusCode::kUnavailable,
                         "the store is busy; call again",
                         v1::ERROR_REASON_STORE_BUSY);
}

absl::Status StoreDamaged(absl::string_view what) {
  return ErrorWithReason(absl::StatusCode::kDataLoss,
                         absl::StrCat("the store is damaged: ", what),
                         v1::ERROR_REASON_STORE_DAMAGED);
}

absl::Status CallerGone(absl::string_view stage) {
  return ErrorWithReason(absl::StatusCode::kCancelled, "the caller went away",
                         v1::ERROR_REASON_CALLER_GONE,
                         {{"stage", std::string(stage)}});
}

}  // namespace isnad
