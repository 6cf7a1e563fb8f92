#include "query_service/store/sqlite/collector.h"

#include "common/status/status_macros.h"
#include "query_service/store/sqlite/fact_codec.h"

namespace isnad {
namespace {

absl::Status DeleteDocument(SqliteDatabase& database, int64_t version) {
  for (const char* sql :
       {"DELETE FROM document_id WHERE version=?1 AND id=(SELECT id FROM "
        "document_version WHERE version=?1)",
        "DELETE FROM recent_document_id WHERE version=?1 AND id=(SELECT id "
        "FROM document_version WHERE version=?1)",
        "DELETE FROM document_version WHERE version=?1",
        "DELETE FROM document_body WHERE version=?1"}) {
    ASSIGN_OR_RETURN(SqliteStatement statement, database.Prepare(sql));
    statement.BindInt64(1, version);
    RETURN_IF_ERROR(statement.Run());
  }
  ASSIGN_OR_RETURN(
      SqliteStatement statement,
      database.Prepare("DELETE FROM fact_block WHERE key>=?1 AND key<?2"));
  statement.BindInt64(1, FactKey(version, FactKind{0}, 0));
  statement.BindInt64(2, FactKey(version + 1, FactKind{0}, 0));
  return statement.Run();
}

absl::Status DeleteEntity(SqliteDatabase& database, int64_t number,
                          int64_t version) {
  ASSIGN_OR_RETURN(
      SqliteStatement statement,
      database.Prepare("DELETE FROM entity_version WHERE version=?2 AND "
                       "id=(SELECT id FROM entity_number WHERE number=?1)"));
  statement.BindInt64(1, number);
  statement.BindInt64(2, version);
  return statement.Run();
}

}  // namespace

absl::StatusOr<std::vector<SupersededVersion>> ReadSuperseded(
    SqliteDatabase& database, int64_t above, int64_t up_to, int limit) {
  ASSIGN_OR_RETURN(
      SqliteStatement query,
      database.Prepare("SELECT revision, kind, number, version FROM superseded "
                       "WHERE revision>?1 AND revision<=?2 "
                       "ORDER BY revision, kind, number LIMIT ?3"));
  query.BindInt64(1, above);
  query.BindInt64(2, up_to);
  query.BindInt64(3, limit);
  std::vector<SupersededVersion> versions;
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, query.Step());
    if (!more) return versions;
    versions.push_back({query.Int64(0),
                        static_cast<SupersededKind>(query.Int64(1)),
                        query.Int64(2), query.Int64(3)});
  }
}

absl::Status DeleteSuperseded(SqliteDatabase& database,
                              const std::vector<SupersededVersion>& versions) {
  ASSIGN_OR_RETURN(
      SqliteStatement forget,
      database.Prepare("DELETE FROM superseded WHERE revision=?1 AND kind=?2 "
                       "AND number=?3"));
  for (const SupersededVersion& old : versions) {
    if (old.kind == SupersededKind::kDocument) {
      RETURN_IF_ERROR(DeleteDocument(database, old.version));
    } else {
      RETURN_IF_ERROR(DeleteEntity(database, old.number, old.version));
    }
    forget.BindInt64(1, old.revision);
    forget.BindInt64(2, static_cast<int64_t>(old.kind));
    forget.BindInt64(3, old.number);
    RETURN_IF_ERROR(forget.Run());
  }
  return absl::OkStatus();
}

}  // namespace isnad
