#include "ingest_service/outbox/outbox_lookup.h"

#include <string>
#include <utility>

#include "common/status/status_macros.h"

namespace isnad {

absl::StatusOr<OutboxLookup> OutboxLookup::Prepare(SqliteDatabase& database) {
  ASSIGN_OR_RETURN(SqliteStatement request,
                   database.Prepare("SELECT digest, offset, unchanged, answer"
                                    " FROM requests WHERE id = ?1"));
  ASSIGN_OR_RETURN(SqliteStatement document,
                   database.Prepare("SELECT input_digest, offset, answer"
                                    " FROM documents WHERE name = ?1"));
  return OutboxLookup(std::move(request), std::move(document));
}

OutboxLookup::OutboxLookup(SqliteStatement request, SqliteStatement document)
    : request_(std::move(request)), document_(std::move(document)) {}

absl::StatusOr<std::optional<Receipt>> OutboxLookup::Find(
    const SubmissionKey& key) {
  if (!key.request_id.empty()) {
    ASSIGN_OR_RETURN(std::optional<Receipt> receipt, FindRequest(key));
    if (receipt.has_value()) return receipt;
  }
  return FindDocument(key);
}

absl::StatusOr<std::optional<Receipt>> OutboxLookup::FindRequest(
    const SubmissionKey& key) {
  request_.BindText(1, key.request_id);
  SqliteReset reset(request_);
  ASSIGN_OR_RETURN(const bool found, request_.Step());
  if (!found) return std::nullopt;
  Receipt receipt;
  if (request_.Blob(0) != key.request_digest) {
    receipt.outcome = Outcome::kRequestIdReused;
    return receipt;
  }
  receipt.outcome = Outcome::kReplayed;
  receipt.offset = request_.Int64(1);
  receipt.unchanged = request_.Int64(2) != 0;
  receipt.answer = std::string(request_.Blob(3));
  return receipt;
}

absl::StatusOr<std::optional<Receipt>> OutboxLookup::FindDocument(
    const SubmissionKey& key) {
  document_.BindText(1, key.document);
  SqliteReset reset(document_);
  ASSIGN_OR_RETURN(const bool found, document_.Step());
  if (!found || document_.Blob(0) != key.input_digest) return std::nullopt;
  Receipt receipt;
  receipt.outcome = Outcome::kUnchanged;
  receipt.offset = document_.Int64(1);
  receipt.unchanged = true;
  receipt.answer = std::string(document_.Blob(2));
  return receipt;
}

}  // namespace isnad
