#include "ingest_service/outbox/outbox_file.h"

#include <algorithm>
#include <utility>

#include "common/sqlite/transaction.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "ingest_service/outbox/outbox_schema.h"
#include "ingest_service/outbox/outbox_statements.h"

namespace isnad {

absl::StatusOr<std::unique_ptr<OutboxFile>> OutboxFile::Open(
    const std::string& path, const std::string& vfs) {
  ASSIGN_OR_RETURN(ExclusiveLock lock, ExclusiveLock::Take(path));
  SqliteOptions options;
  options.vfs = vfs;
  ASSIGN_OR_RETURN(SqliteDatabase database,
                   SqliteDatabase::Open(path, options));
  std::unique_ptr<OutboxFile> file(
      new OutboxFile(std::move(lock), std::move(database)));
  RETURN_IF_ERROR(MigrateOutboxSchema(path, file->database_));
  RETURN_IF_ERROR(file->PrepareStatements());
  RETURN_IF_ERROR(file->StartEpoch());
  RETURN_IF_ERROR(file->LoadCounts());
  return file;
}

OutboxFile::OutboxFile(ExclusiveLock lock, SqliteDatabase database)
    : lock_(std::move(lock)),
      database_(std::move(database)),
      statements_(std::make_unique<Statements>()) {}

OutboxFile::~OutboxFile() = default;

absl::Status OutboxFile::PrepareStatements() {
  Statements& s = *statements_;
  const std::pair<SqliteStatement*, const char*> all[] = {
      {&s.insert_record, "INSERT INTO records VALUES (?1, ?2, ?3)"},
      {&s.select_record,
       "SELECT document, record FROM records WHERE offset = ?1"},
      {&s.measure_before,
       "SELECT count(*), coalesce(sum(length(record)), 0) FROM records"
       " WHERE offset < ?1"},
      {&s.delete_before, "DELETE FROM records WHERE offset < ?1"},
      {&s.put_document,
       "INSERT OR REPLACE INTO documents VALUES (?1, ?2, ?3, ?4, ?5)"},
      {&s.select_document_at,
       "SELECT input_digest, answer FROM documents"
       " WHERE name = ?1 AND offset = ?2"},
      {&s.delete_document, "DELETE FROM documents WHERE name = ?1"},
      {&s.select_document_offset,
       "SELECT offset FROM documents WHERE name = ?1"},
      {&s.insert_operation,
       "INSERT INTO operations (name, done, cursor, state)"
       " VALUES (?1, 0, ?2, ?3)"},
      {&s.save_operation,
       "UPDATE operations SET done = ?2, cursor = ?3, state = ?4"
       " WHERE name = ?1"},
      {&s.trim_operations,
       "DELETE FROM operations WHERE done AND number <="
       " (SELECT max(number) FROM operations) - ?1"},
      {&s.insert_request,
       "INSERT INTO requests (id, digest, offset, unchanged, answer)"
       " VALUES (?1, ?2, ?3, ?4, ?5)"},
      {&s.trim_requests,
       "DELETE FROM requests WHERE number <="
       " (SELECT max(number) FROM requests) - ?1"},
      {&s.insert_rejected,
       "INSERT OR REPLACE INTO rejected VALUES (?1, ?2, ?3, ?4, ?5, ?6)"},
      {&s.select_rejected,
       "SELECT document, input_digest, answer, record FROM rejected"
       " WHERE offset = ?1"},
      {&s.measure_rejected_of,
       "SELECT count(*), coalesce(sum(length(record)), 0) FROM rejected"
       " WHERE document = ?1"},
      {&s.delete_rejected_of, "DELETE FROM rejected WHERE document = ?1"},
      {&s.delete_rejected, "DELETE FROM rejected WHERE offset = ?1"},
      {&s.save_counts, "UPDATE outbox SET next_offset = ?1"},
      {&s.save_catalog_version, "UPDATE outbox SET catalog_version = ?1"},
  };
  for (const auto& [statement, sql] : all) {
    ASSIGN_OR_RETURN(*statement, database_.Prepare(sql));
  }
  ASSIGN_OR_RETURN(lookup_, OutboxLookup::Prepare(database_));
  return absl::OkStatus();
}

absl::Status OutboxFile::StartEpoch() {
  ASSIGN_OR_RETURN(SqliteTransaction transaction,
                   SqliteTransaction::BeginWrite(database_));
  RETURN_IF_ERROR(database_.Execute("UPDATE outbox SET epoch = epoch + 1"));
  {
    ASSIGN_OR_RETURN(
        SqliteStatement query,
        database_.Prepare("SELECT producer, epoch, next_offset,"
                          " catalog_version, page_key FROM outbox"));
    ASSIGN_OR_RETURN(const bool found, query.Step());
    if (!found) {
      return ErrorWithReason(absl::StatusCode::kDataLoss,
                             "the outbox has lost its producer",
                             v1::ERROR_REASON_STORE_DAMAGED);
    }
    identity_.producer = std::string(query.Text(0));
    identity_.epoch = query.Int64(1);
    counts_.next_offset = query.Int64(2);
    identity_.catalog_version = std::string(query.Text(3));
    identity_.page_key = std::string(query.Blob(4));
  }
  return transaction.Commit();
}

absl::Status OutboxFile::LoadCounts() {
  ASSIGN_OR_RETURN(
      SqliteStatement query,
      database_.Prepare(
          "SELECT (SELECT count(*) FROM records)"
          "         + (SELECT count(*) FROM rejected),"
          "       (SELECT coalesce(sum(length(record)), 0) FROM records)"
          "         + (SELECT coalesce(sum(length(record)), 0) FROM rejected),"
          "       (SELECT min(offset) FROM records)"));
  RETURN_IF_ERROR(query.Step().status());
  counts_.records = query.Int64(0);
  counts_.bytes = query.Int64(1);
  counts_.first_offset = query.IsNull(2) ? counts_.next_offset : query.Int64(2);
  return absl::OkStatus();
}

absl::StatusOr<Receipt> OutboxFile::Put(const Submission& submission,
                                        int64_t max_request_ids) {
  const SubmissionKey& key = submission.key;
  ASSIGN_OR_RETURN(std::optional<Receipt> before, lookup_->Find(key));
  if (before.has_value()) {
    if (before->outcome == Outcome::kUnchanged && !key.request_id.empty()) {
      RETURN_IF_ERROR(SaveRequest(key, *before, max_request_ids));
    }
    return *std::move(before);
  }
  Receipt receipt;
  receipt.offset = counts_.next_offset;
  receipt.answer = submission.answer;
  // A newer state of the document takes the place of a refused one.
  RETURN_IF_ERROR(DropParkedOf(key.document));
  RETURN_IF_ERROR(InsertRecord(key.document, submission.record));
  RETURN_IF_ERROR(SaveDocument(key, receipt.offset, receipt.answer));
  if (!key.request_id.empty()) {
    RETURN_IF_ERROR(SaveRequest(key, receipt, max_request_ids));
  }
  return receipt;
}

absl::Status OutboxFile::Append(absl::string_view record) {
  return InsertRecord("", record);
}

absl::Status OutboxFile::Withdraw(const std::string& document,
                                  absl::string_view record) {
  RETURN_IF_ERROR(DropParkedOf(document));
  statements_->delete_document.BindText(1, document);
  RETURN_IF_ERROR(statements_->delete_document.Run());
  return Append(record);
}

absl::Status OutboxFile::InsertRecord(absl::string_view document,
                                      absl::string_view record) {
  SqliteStatement& insert = statements_->insert_record;
  insert.BindInt64(1, counts_.next_offset);
  insert.BindText(2, document);
  insert.BindBlob(3, record);
  RETURN_IF_ERROR(insert.Run());
  ++counts_.next_offset;
  ++counts_.records;
  counts_.bytes += static_cast<int64_t>(record.size());
  return absl::OkStatus();
}

absl::Status OutboxFile::SaveDocument(const SubmissionKey& key, int64_t offset,
                                      absl::string_view answer) {
  SqliteStatement& put = statements_->put_document;
  put.BindText(1, key.document);
  put.BindBlob(2, key.input_digest);
  put.BindInt64(3, offset);
  put.BindBlob(4, answer);
  if (key.declared.has_value()) {
    put.BindBlob(5, *key.declared);
  } else {
    put.BindNull(5);
  }
  return put.Run();
}

absl::Status OutboxFile::SaveRequest(const SubmissionKey& key,
                                     const Receipt& receipt,
                                     int64_t max_request_ids) {
  SqliteStatement& insert = statements_->insert_request;
  insert.BindText(1, key.request_id);
  insert.BindBlob(2, key.request_digest);
  insert.BindInt64(3, receipt.offset);
  insert.BindInt64(4, receipt.unchanged ? 1 : 0);
  insert.BindBlob(5, receipt.answer);
  RETURN_IF_ERROR(insert.Run());
  statements_->trim_requests.BindInt64(1, max_request_ids);
  return statements_->trim_requests.Run();
}

absl::Status OutboxFile::SetCatalogVersion(absl::string_view version) {
  statements_->save_catalog_version.BindText(1, version);
  return statements_->save_catalog_version.Run();
}

absl::Status OutboxFile::DropParkedOf(absl::string_view document) {
  SqliteStatement& measure = statements_->measure_rejected_of;
  measure.BindText(1, document);
  RETURN_IF_ERROR(measure.Step().status());
  const int64_t records = measure.Int64(0);
  const int64_t bytes = measure.Int64(1);
  measure.Reset();
  if (records == 0) return absl::OkStatus();
  counts_.records -= records;
  counts_.bytes -= bytes;
  statements_->delete_rejected_of.BindText(1, document);
  return statements_->delete_rejected_of.Run();
}

absl::Status OutboxFile::DeleteBefore(int64_t offset) {
  SqliteStatement& measure = statements_->measure_before;
  measure.BindInt64(1, offset);
  RETURN_IF_ERROR(measure.Step().status());
  counts_.records -= measure.Int64(0);
  counts_.bytes -= measure.Int64(1);
  measure.Reset();
  counts_.first_offset = std::max(counts_.first_offset, offset);
  statements_->delete_before.BindInt64(1, offset);
  return statements_->delete_before.Run();
}

absl::Status OutboxFile::SaveCounts() {
  statements_->save_counts.BindInt64(1, counts_.next_offset);
  return statements_->save_counts.Run();
}

}  // namespace isnad
