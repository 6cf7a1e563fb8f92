#include "query_service/store/sqlite/document_ids.h"

#include <limits>

#include "common/status/status_macros.h"

namespace isnad {

absl::Status DocumentIdWriter::Prepare(SqliteDatabase& database,
                                       int64_t max_recent_rows,
                                       int64_t rows_moved_at_once) {
  max_recent_rows_ = max_recent_rows;
  rows_moved_at_once_ = rows_moved_at_once;
  ASSIGN_OR_RETURN(find_, database.Prepare(kDocumentVersionSql));
  ASSIGN_OR_RETURN(
      insert_,
      database.Prepare("INSERT INTO recent_document_id VALUES (?1, ?2)"));
  ASSIGN_OR_RETURN(count_,
                   database.Prepare("SELECT count(*) FROM recent_document_id"));
  ASSIGN_OR_RETURN(
      find_end_,
      database.Prepare("SELECT max(id) FROM (SELECT id FROM recent_document_id "
                       "WHERE id>?1 ORDER BY id LIMIT ?2)"));
  // All versions of an id move together.
  ASSIGN_OR_RETURN(
      copy_,
      database.Prepare("INSERT INTO document_id SELECT id, version FROM "
                       "recent_document_id WHERE id>?1 AND id<=?2 ORDER BY id, "
                       "version"));
  ASSIGN_OR_RETURN(clear_, database.Prepare("DELETE FROM recent_document_id "
                                            "WHERE id>?1 AND id<=?2"));
  return absl::OkStatus();
}

absl::StatusOr<std::optional<int64_t>> DocumentIdWriter::FindNewest(
    absl::string_view id) {
  find_.BindInt64(1, std::numeric_limits<int64_t>::max());
  find_.BindText(2, id);
  ASSIGN_OR_RETURN(const bool found, find_.Step());
  if (!found) return std::nullopt;
  SqliteReset reset(find_);
  return find_.Int64(0);
}

absl::Status DocumentIdWriter::Add(absl::string_view id, int64_t version) {
  if (!recent_rows_.has_value()) RETURN_IF_ERROR(CountRecent());
  if (*recent_rows_ >= max_recent_rows_) {
    RETURN_IF_ERROR(MoveSome());
    RETURN_IF_ERROR(CountRecent());
  }
  insert_.BindText(1, id);
  insert_.BindInt64(2, version);
  RETURN_IF_ERROR(insert_.Run());
  ++*recent_rows_;
  return absl::OkStatus();
}

absl::Status DocumentIdWriter::CountRecent() {
  ASSIGN_OR_RETURN(const bool has_row, count_.Step());
  SqliteReset reset(count_);
  recent_rows_ = has_row ? count_.Int64(0) : 0;
  return absl::OkStatus();
}

absl::Status DocumentIdWriter::MoveSome() {
  ASSIGN_OR_RETURN(std::string end, FindEnd());
  if (end.empty()) {
    // Nothing is behind it: round again.
    moved_to_.clear();
    ASSIGN_OR_RETURN(end, FindEnd());
  }
  for (SqliteStatement* const statement : {&copy_, &clear_}) {
    statement->BindText(1, moved_to_);
    statement->BindText(2, end);
    RETURN_IF_ERROR(statement->Run());
  }
  moved_to_ = end;
  return absl::OkStatus();
}

absl::StatusOr<std::string> DocumentIdWriter::FindEnd() {
  find_end_.BindText(1, moved_to_);
  find_end_.BindInt64(2, rows_moved_at_once_);
  ASSIGN_OR_RETURN(const bool has_row, find_end_.Step());
  SqliteReset reset(find_end_);
  return has_row ? std::string(find_end_.Text(0)) : std::string();
}

}  // namespace isnad
