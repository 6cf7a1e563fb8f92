#include "ingest_service/outbox/outbox_reader.h"

#include <utility>

#include "common/status/status_macros.h"

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
  return reader;
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

}  // namespace isnad
