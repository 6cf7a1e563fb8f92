// Private to OutboxFile: its prepared statements.
#ifndef ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_STATEMENTS_H_
#define ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_STATEMENTS_H_

#include "common/sqlite/statement.h"
#include "ingest_service/outbox/outbox_file.h"

namespace isnad {

struct OutboxFile::Statements {
  SqliteStatement insert_record;
  SqliteStatement select_record;
  SqliteStatement measure_before;
  SqliteStatement delete_before;
  SqliteStatement put_document;
  SqliteStatement select_document_at;
  SqliteStatement delete_document;
  SqliteStatement select_document_offset;
  SqliteStatement insert_operation;
  SqliteStatement save_operation;
  SqliteStatement trim_operations;
  SqliteStatement insert_request;
  SqliteStatement trim_requests;
  SqliteStatement insert_rejected;
  SqliteStatement select_rejected;
  SqliteStatement measure_rejected_of;
  SqliteStatement delete_rejected_of;
  SqliteStatement delete_rejected;
  SqliteStatement save_counts;
  SqliteStatement save_catalog_version;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_OUTBOX_OUTBOX_STATEMENTS_H_
