#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_PREPARED_RECORD_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_PREPARED_RECORD_H_

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "isnad/v1/record_service.pb.h"
#include "query_service/store/sqlite/fact_codec.h"
#include "query_service/store/sqlite/index_entry.h"
#include "query_service/store/store.h"

namespace isnad {

// A document ready to be written: all work that needs no database is done.
struct PreparedDocument {
  std::string id;
  // Counts only while the document is of this revision; 0: always.
  int64_t if_revision = 0;
  // 16 bytes that tell one reading of a document from another.
  std::string digest;
  // `Document` without source, text, alignment and revision.
  std::string header;
  std::string text;
  // Empty and unset where it equals the text.
  std::string source;
  bool source_is_text = false;
  std::string alignment;
  // Ids of the mentioned entities, then of the others that facts name.
  std::vector<std::string> entities;
  size_t mentioned_entities = 0;
  std::vector<FactBlock> blocks;
  int64_t mentions = 0;
  int64_t quantities = 0;
  std::vector<v1::Entity> discovered;
  // Without the version and the text, and without entities until the document
  // is written.
  IndexEntry index_entry;
};

struct PreparedEntities {
  std::vector<v1::Entity> entities;
};

struct PreparedDeletion {
  std::string document_id;
  // As of PreparedDocument.
  int64_t if_revision = 0;
};

// The one kind of record that the SQLite engine takes.
class SqliteRecord final : public PreparedRecord {
 public:
  using Change =
      std::variant<PreparedDocument, PreparedEntities, PreparedDeletion>;

  SqliteRecord(Change change, int64_t size_bytes)
      : change_(std::move(change)), size_bytes_(size_bytes) {}

  int64_t SizeBytes() const override { return size_bytes_; }
  const Change& change() const { return change_; }
  Change& change() { return change_; }

 private:
  Change change_;
  const int64_t size_bytes_;
};

// Prepares a record that was checked, and takes out of it what it can.
std::unique_ptr<SqliteRecord> PrepareRecord(v1::Record&& record);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_PREPARED_RECORD_H_
