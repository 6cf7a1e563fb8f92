#include "ingest_service/outbox/outbox_reader.h"

#include <utility>

#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"
#include "google/rpc/status.pb.h"

namespace isnad {

absl::StatusOr<std::unique_ptr<OutboxReader>> OutboxReader::Open(
    const std::string& path, const std::string& vfs) {
  SqliteOptions options;
  options.read_only = true;
  options.vfs = vfs;
  ASSIGN_OR_RETURN(SqliteDatabase database,
                   SqliteDatabase::Open(path, options));
  std::unique_ptr<OutboxReader> reader(new OutboxReader(std::move(database)));
  ASSIGN_OR_RETURN(reader->lookup_, OutboxLookup::Prepare(reader->database_));
  ASSIGN_OR_RETURN(reader->read_, reader->database_.Prepare(
                                      "SELECT offset, record FROM records"
                                      " WHERE offset >= ?1 ORDER BY offset"
                                      " LIMIT ?2"));
  ASSIGN_OR_RETURN(
      reader->list_parked_,
      reader->database_.Prepare("SELECT offset, document, status FROM rejected"
                                " WHERE offset >= ?1 ORDER BY offset"
                                " LIMIT ?2"));
  ASSIGN_OR_RETURN(
      reader->find_document_,
      reader->database_.Prepare(
          "SELECT offset, declared FROM documents WHERE name = ?1"));
  ASSIGN_OR_RETURN(
      reader->find_operation_,
      reader->database_.Prepare("SELECT name, state, cursor, done"
                                " FROM operations WHERE name = ?1"));
  ASSIGN_OR_RETURN(reader->next_operation_,
                   reader->database_.Prepare("SELECT name, state, cursor, done"
                                             " FROM operations WHERE NOT done"
                                             " ORDER BY number LIMIT 1"));
  return reader;
}

absl::StatusOr<std::optional<DocumentState>> OutboxReader::FindDocument(
    const std::string& name) {
  find_document_.BindText(1, name);
  SqliteReset reset(find_document_);
  ASSIGN_OR_RETURN(const bool found, find_document_.Step());
  if (!found) return std::nullopt;
  DocumentState state;
  state.offset = find_document_.Int64(0);
  if (!find_document_.IsNull(1)) {
    state.declared = std::string(find_document_.Blob(1));
  }
  return state;
}

absl::StatusOr<std::optional<StoredOperation>> OutboxReader::FindOperation(
    const std::string& name) {
  find_operation_.BindText(1, name);
  return TakeOperation(find_operation_);
}

absl::StatusOr<std::optional<StoredOperation>> OutboxReader::NextOperation() {
  return TakeOperation(next_operation_);
}

absl::StatusOr<std::optional<StoredOperation>> OutboxReader::TakeOperation(
    SqliteStatement& query) {
  SqliteReset reset(query);
  ASSIGN_OR_RETURN(const bool found, query.Step());
  if (!found) return std::nullopt;
  StoredOperation operation;
  operation.name = std::string(query.Text(0));
  operation.state = std::string(query.Blob(1));
  operation.cursor = std::string(query.Blob(2));
  operation.done = query.Int64(3) != 0;
  return operation;
}

absl::StatusOr<std::vector<StoredRecord>> OutboxReader::Read(
    int64_t offset, int max_records, int64_t max_bytes) {
  read_.BindInt64(1, offset);
  read_.BindInt64(2, max_records);
  SqliteReset reset(read_);
  std::vector<StoredRecord> records;
  int64_t bytes = 0;
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, read_.Step());
    if (!more) return records;
    const absl::string_view record = read_.Blob(1);
    bytes += static_cast<int64_t>(record.size());
    if (!records.empty() && bytes > max_bytes) return records;
    records.push_back({read_.Int64(0), std::string(record)});
  }
}

absl::StatusOr<std::vector<ParkedDocument>> OutboxReader::ListParked(
    int64_t offset, int limit) {
  SqliteStatement& list = list_parked_;
  list.BindInt64(1, offset);
  list.BindInt64(2, limit);
  SqliteReset reset(list);
  std::vector<ParkedDocument> parked;
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, list.Step());
    if (!more) return parked;
    ParkedDocument& document = parked.emplace_back();
    document.offset = list.Int64(0);
    document.document = std::string(list.Text(1));
    google::rpc::Status status;
    status.ParseFromString(std::string(list.Blob(2)));
    document.status = FromRpcStatus(status);
  }
}

}  // namespace isnad
