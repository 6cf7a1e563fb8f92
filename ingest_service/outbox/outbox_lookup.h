#ifndef ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_LOOKUP_H_
#define ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_LOOKUP_H_

#include <optional>

#include "absl/status/statusor.h"
#include "common/sqlite/database.h"
#include "ingest_service/outbox/submission.h"

namespace isnad {

// Finds out whether a document or request was taken in before. Not
// thread-safe; used on the connection it was prepared on.
class OutboxLookup {
 public:
  // `database` must outlive the result and hold the outbox's tables.
  static absl::StatusOr<OutboxLookup> Prepare(SqliteDatabase& database);

  // Returns the answer that stands already: that of the same request, else
  // that of the same state of the document; nullopt if there is neither.
  absl::StatusOr<std::optional<Receipt>> Find(const SubmissionKey& key);

 private:
  OutboxLookup(SqliteStatement request, SqliteStatement document);
  absl::StatusOr<std::optional<Receipt>> FindRequest(const SubmissionKey& key);
  absl::StatusOr<std::optional<Receipt>> FindDocument(const SubmissionKey& key);

  SqliteStatement request_;
  SqliteStatement document_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_LOOKUP_H_
