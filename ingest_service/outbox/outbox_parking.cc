// The part of OutboxFile that deals with refused records.
#include <algorithm>
#include <string>
#include <utility>

#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"
#include "google/rpc/status.pb.h"
#include "ingest_service/outbox/outbox_file.h"
#include "ingest_service/outbox/outbox_statements.h"

namespace isnad {

absl::Status OutboxFile::Park(const Rejection& rejection) {
  SqliteStatement& select = statements_->select_record;
  select.BindInt64(1, rejection.offset);
  SqliteReset reset_select(select);
  ASSIGN_OR_RETURN(const bool found, select.Step());
  if (!found) return absl::OkStatus();
  const absl::string_view document = select.Text(0);
  {
    // The store may tell twice.
    SqliteStatement& parked = statements_->select_rejected;
    parked.BindInt64(1, rejection.offset);
    SqliteReset reset_parked(parked);
    ASSIGN_OR_RETURN(const bool known, parked.Step());
    if (known) return absl::OkStatus();
  }

  SqliteStatement& state = statements_->select_document_at;
  state.BindText(1, document);
  state.BindInt64(2, rejection.offset);
  SqliteReset reset_state(state);
  ASSIGN_OR_RETURN(const bool current, state.Step());
  // A newer state of the document is on its way: the refused one is moot.
  if (!current && !document.empty()) return absl::OkStatus();

  const std::string status = ToRpcStatus(rejection.status).SerializeAsString();
  SqliteStatement& insert = statements_->insert_rejected;
  insert.BindInt64(1, rejection.offset);
  insert.BindText(2, document);
  insert.BindBlob(3, current ? state.Blob(0) : absl::string_view());
  insert.BindBlob(4, current ? state.Blob(1) : absl::string_view());
  insert.BindBlob(5, status);
  insert.BindBlob(6, select.Blob(1));
  RETURN_IF_ERROR(insert.Run());
  // It stays in the counts, and leaves them with `records` otherwise.
  ++counts_.records;
  counts_.bytes += static_cast<int64_t>(select.Blob(1).size());
  // The same bytes shall not be answered "unchanged" now.
  statements_->delete_document.BindText(1, document);
  return statements_->delete_document.Run();
}

absl::StatusOr<std::optional<Receipt>> OutboxFile::Retry(int64_t offset) {
  SubmissionKey key;
  Receipt receipt;
  std::string record;
  {
    SqliteStatement& select = statements_->select_rejected;
    select.BindInt64(1, offset);
    SqliteReset reset(select);
    ASSIGN_OR_RETURN(const bool found, select.Step());
    if (!found) return std::nullopt;
    key.document = std::string(select.Text(0));
    key.input_digest = std::string(select.Blob(1));
    receipt.answer = std::string(select.Blob(2));
    record = std::string(select.Blob(3));
  }
  statements_->delete_rejected.BindInt64(1, offset);
  RETURN_IF_ERROR(statements_->delete_rejected.Run());
  --counts_.records;
  counts_.bytes -= static_cast<int64_t>(record.size());

  receipt.offset = counts_.next_offset;
  RETURN_IF_ERROR(InsertRecord(key.document, record));
  if (!key.document.empty()) {
    RETURN_IF_ERROR(SaveDocument(key, receipt.offset, receipt.answer));
  }
  return receipt;
}

}  // namespace isnad
