// The errors that more than one engine or handler builds.
#ifndef ISNAD_QUERY_SERVICE_STORE_STORE_ERRORS_H_
#define ISNAD_QUERY_SERVICE_STORE_STORE_ERRORS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "query_service/store/store.h"

namespace isnad {

// REVISION_NOT_REACHED.
absl::Status RevisionNotReached(int64_t revision, int64_t newest);

// STORE_BUSY: an index has yet to reach what is stored.
absl::Status IndexCatchingUp();

// IndexCatchingUp for a revision that is stored and will be readable soon, else
// REVISION_NOT_REACHED.
absl::Status RevisionNotReadable(int64_t revision,
                                 const StoreRevisions& revisions);

// REVISION_COMPACTED.
absl::Status RevisionCompacted(int64_t revision, int64_t oldest);

// RESOURCE_NOT_FOUND; `resource` is "entity", "document", ...
absl::Status ResourceNotFound(absl::string_view resource,
                              absl::string_view name);

// SHUTTING_DOWN.
absl::Status ShuttingDown();

// STORE_BUSY.
absl::Status StoreBusy();

// STORE_DAMAGED: `what` cannot be read.
absl::Status StoreDamaged(absl::string_view what);

// CALLER_GONE.
absl::Status CallerGone(absl::string_view stage);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_STORE_ERRORS_H_
