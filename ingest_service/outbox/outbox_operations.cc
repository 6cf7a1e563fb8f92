// The part of OutboxFile that deals with long-running operations.
#include "common/status/status_macros.h"
#include "ingest_service/outbox/outbox_file.h"
#include "ingest_service/outbox/outbox_statements.h"

namespace isnad {
namespace {

// Operations that are remembered after their end.
constexpr int64_t kMaxOperations = 1'000;

}  // namespace

absl::StatusOr<Receipt> OutboxFile::PutReading(const Submission& submission,
                                               int64_t read_offset) {
  const SubmissionKey& key = submission.key;
  Receipt receipt;
  {
    SqliteStatement& select = statements_->select_document_offset;
    select.BindText(1, key.document);
    SqliteReset reset(select);
    ASSIGN_OR_RETURN(const bool found, select.Step());
    if ((found ? select.Int64(0) : -1) != read_offset) {
      receipt.outcome = Outcome::kSuperseded;
      return receipt;
    }
  }
  receipt.offset = counts_.next_offset;
  receipt.answer = submission.answer;
  RETURN_IF_ERROR(DropParkedOf(key.document));
  RETURN_IF_ERROR(InsertRecord(key.document, submission.record));
  // A document of another producer stays unknown here: it may be gone by now.
  if (read_offset >= 0) {
    RETURN_IF_ERROR(SaveDocument(key, receipt.offset, receipt.answer));
  }
  return receipt;
}

absl::Status OutboxFile::AddOperation(const StoredOperation& operation) {
  SqliteStatement& insert = statements_->insert_operation;
  insert.BindText(1, operation.name);
  insert.BindBlob(2, operation.cursor);
  insert.BindBlob(3, operation.state);
  RETURN_IF_ERROR(insert.Run());
  statements_->trim_operations.BindInt64(1, kMaxOperations);
  return statements_->trim_operations.Run();
}

absl::Status OutboxFile::SaveOperation(const StoredOperation& operation) {
  SqliteStatement& save = statements_->save_operation;
  save.BindText(1, operation.name);
  save.BindInt64(2, operation.done ? 1 : 0);
  save.BindBlob(3, operation.cursor);
  save.BindBlob(4, operation.state);
  return save.Run();
}

}  // namespace isnad
