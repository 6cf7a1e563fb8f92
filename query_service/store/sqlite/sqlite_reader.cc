#include "query_service/store/sqlite/sqlite_reader.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/sqlite/sqlite_status.h"
#include "common/status/status_macros.h"
#include "query_service/store/resource_name.h"
#include "query_service/store/store_errors.h"

namespace isnad {
namespace {

absl::Status Malformed(absl::string_view table) {
  return SqliteStatus(SQLITE_CORRUPT, "malformed row", table);
}

template <typename Message>
bool Parse(absl::string_view bytes, Message& message) {
  return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

// Reads version and header from the first two columns.
absl::StatusOr<StoredDocument> ReadDocument(const SqliteStatement& row) {
  StoredDocument stored;
  stored.version = row.Int64(0);
  if (!Parse(row.Blob(1), stored.document)) {
    return Malformed("document_version");
  }
  stored.document.set_revision(stored.version);
  return stored;
}

// FTS5's syntax for phrases that must all be there. Words hold letters and
// digits only, so there is nothing to escape.
std::string MatchExpression(const SearchTerms& terms) {
  std::string expression;
  for (const std::vector<std::string>& phrase : terms.phrases) {
    absl::StrAppend(&expression, expression.empty() ? "\"" : " AND \"");
    for (const std::string& word : phrase) {
      absl::StrAppend(&expression, word, " ");
    }
    expression += '"';
  }
  return expression;
}

}  // namespace

absl::Status SqliteReader::CheckNotCompacted() const {
  const int64_t oldest = progress_.oldest();
  if (revision_ >= oldest) return absl::OkStatus();
  return RevisionCompacted(revision_, oldest);
}

absl::StatusOr<std::optional<std::string>> SqliteReader::FindSerializedEntity(
    absl::string_view id) {
  std::optional<VersionFile::Version> known =
      versions_.entities.Find(id, revision_);
  if (known.has_value()) {
    RETURN_IF_ERROR(CheckNotCompacted());
    return std::move(known->data);
  }
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kEntity));
  query->BindInt64(1, revision_);
  query->BindText(2, id);
  ASSIGN_OR_RETURN(const bool found, query->Step());
  SqliteReset reset(*query);
  RETURN_IF_ERROR(CheckNotCompacted());
  if (!found || query->Int64(0) <= revision_) return std::nullopt;
  return std::string(query->Blob(1));
}

absl::StatusOr<std::optional<v1::Entity>> SqliteReader::FindEntity(
    absl::string_view id) {
  ASSIGN_OR_RETURN(const std::optional<std::string> serialized,
                   FindSerializedEntity(id));
  if (!serialized.has_value()) return std::nullopt;
  std::optional<v1::Entity> entity(std::in_place);
  if (!Parse(*serialized, *entity)) return Malformed("entity_version");
  return entity;
}

absl::Status SqliteReader::ScanEntities(
    absl::string_view after,
    absl::FunctionRef<Visit(const v1::Entity&)> visit) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kEntities));
  query->BindInt64(1, revision_);
  query->BindText(2, after);
  SqliteReset reset(*query);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, query->Step());
    if (!more) break;
    v1::Entity entity;
    if (!Parse(query->Blob(1), entity)) return Malformed("entity_version");
    if (visit(entity) == Visit::kStop) break;
  }
  return CheckNotCompacted();
}

absl::StatusOr<std::vector<std::string>>
SqliteReader::FindSerializedEntitiesByFoldKey(absl::string_view fold_key) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kNameKey));
  query->BindText(1, fold_key);
  SqliteReset reset(*query);
  std::vector<std::string> entities;
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, query->Step());
    if (!more) return entities;
    ASSIGN_OR_RETURN(std::optional<std::string> entity,
                     FindSerializedEntity(query->Text(0)));
    if (entity.has_value()) entities.push_back(*std::move(entity));
  }
}

absl::StatusOr<std::vector<v1::Entity>> SqliteReader::FindEntitiesByFoldKey(
    absl::string_view fold_key) {
  ASSIGN_OR_RETURN(const std::vector<std::string> serialized,
                   FindSerializedEntitiesByFoldKey(fold_key));
  std::vector<v1::Entity> entities(serialized.size());
  for (size_t i = 0; i < serialized.size(); ++i) {
    if (!Parse(serialized[i], entities[i])) return Malformed("entity_version");
  }
  return entities;
}

absl::StatusOr<std::vector<std::string>> SqliteReader::FindRedirectsTo(
    absl::string_view id, size_t limit) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kRedirects));
  query->BindText(1, id);
  SqliteReset reset(*query);
  const std::string name = absl::StrCat(kEntityPrefix, id);
  std::vector<std::string> ids;
  while (ids.size() < limit) {
    ASSIGN_OR_RETURN(const bool more, query->Step());
    if (!more) break;
    // The index may know what held at another revision.
    ASSIGN_OR_RETURN(const std::optional<v1::Entity> entity,
                     FindEntity(query->Text(0)));
    if (entity.has_value() && entity->redirect_to() == name) {
      ids.emplace_back(query->Text(0));
    }
  }
  return ids;
}

absl::Status SqliteReader::ScanEntityChanges(
    int64_t after, absl::FunctionRef<Visit(const v1::Entity&)> visit) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kEntityChanges));
  query->BindInt64(1, revision_);
  query->BindInt64(2, after);
  SqliteReset reset(*query);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, query->Step());
    if (!more) return absl::OkStatus();
    v1::Entity entity;
    if (!Parse(query->Blob(0), entity)) return Malformed("entity_version");
    if (visit(entity) == Visit::kStop) return absl::OkStatus();
  }
}

absl::StatusOr<std::optional<StoredDocument>> SqliteReader::FindDocument(
    absl::string_view id) {
  ASSIGN_OR_RETURN(const std::optional<NewestVersion> newest,
                   FindVersionOf(id));
  if (!newest.has_value()) return std::nullopt;
  return FindDocumentVersion(newest->version);
}

absl::StatusOr<std::optional<SqliteReader::NewestVersion>>
SqliteReader::FindVersionOf(absl::string_view document_id) {
  const std::optional<VersionFile::Version> known =
      versions_.documents.Find(document_id, revision_);
  if (known.has_value()) {
    RETURN_IF_ERROR(CheckNotCompacted());
    if (known->data == kDeletedDocument) return std::nullopt;
    return NewestVersion{known->version, /*holds=*/true};
  }
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kDocumentVersionOf));
  query->BindInt64(1, revision_);
  query->BindText(2, document_id);
  ASSIGN_OR_RETURN(const bool found, query->Step());
  SqliteReset reset(*query);
  RETURN_IF_ERROR(CheckNotCompacted());
  if (!found) return std::nullopt;
  return NewestVersion{query->Int64(0), /*holds=*/false};
}

absl::StatusOr<std::optional<StoredDocument>> SqliteReader::FindDocumentVersion(
    int64_t version) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kDocumentVersion));
  query->BindInt64(1, revision_);
  query->BindInt64(2, version);
  ASSIGN_OR_RETURN(const bool found, query->Step());
  SqliteReset reset(*query);
  RETURN_IF_ERROR(CheckNotCompacted());
  if (!found) return std::nullopt;
  return ReadDocument(*query);
}

absl::Status SqliteReader::ScanDocuments(
    absl::string_view after, absl::FunctionRef<Visit(StoredDocument&)> visit) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kDocumentVersions));
  query->BindInt64(1, revision_);
  query->BindText(2, after);
  SqliteReset reset(*query);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, query->Step());
    if (!more) break;
    // Those that something has replaced are passed over.
    ASSIGN_OR_RETURN(std::optional<StoredDocument> stored,
                     FindDocumentVersion(query->Int64(1)));
    if (stored.has_value() && visit(*stored) == Visit::kStop) break;
  }
  return CheckNotCompacted();
}

absl::Status SqliteReader::ScanSketchKey(
    uint64_t key, int64_t before_version,
    absl::FunctionRef<Visit(StoredDocument&)> visit) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kSketchKey));
  query->BindInt64(1, revision_);
  query->BindInt64(2, static_cast<int64_t>(key));
  query->BindInt64(3, before_version);
  SqliteReset reset(*query);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, query->Step());
    if (!more) break;
    ASSIGN_OR_RETURN(StoredDocument stored, ReadDocument(*query));
    if (visit(stored) == Visit::kStop) break;
  }
  return CheckNotCompacted();
}

absl::Status SqliteReader::LoadBody(StoredDocument& stored) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kBody));
  query->BindInt64(1, stored.version);
  ASSIGN_OR_RETURN(const bool found, query->Step());
  SqliteReset reset(*query);
  RETURN_IF_ERROR(CheckNotCompacted());
  if (!found) return Malformed("document_body");
  v1::Document& document = stored.document;
  document.set_text(std::string(query->Blob(0)));
  document.set_source(std::string(query->Blob(query->IsNull(1) ? 0 : 1)));
  const absl::string_view alignment = query->Blob(2);
  v1::Document holder;
  if (!Parse(alignment, holder)) return Malformed("document_body");
  document.mutable_alignment()->Swap(holder.mutable_alignment());
  return absl::OkStatus();
}

absl::StatusOr<std::string> SqliteReader::LoadText(int64_t version) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kText));
  query->BindInt64(1, version);
  ASSIGN_OR_RETURN(const bool found, query->Step());
  SqliteReset reset(*query);
  RETURN_IF_ERROR(CheckNotCompacted());
  if (!found) return Malformed("document_body");
  return std::string(query->Blob(0));
}

absl::StatusOr<std::vector<SearchHit>> SqliteReader::Search(
    const SearchTerms& terms, const std::optional<SearchHit>& after,
    int limit) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kSearch));
  const std::string expression = MatchExpression(terms);
  query->BindInt64(1, revision_);
  query->BindText(2, expression);
  query->BindDouble(3, after.has_value()
                           ? after->score
                           : std::numeric_limits<double>::infinity());
  query->BindInt64(4, after.has_value() ? after->version : 0);
  query->BindInt64(5, limit);
  SqliteReset reset(*query);
  std::vector<SearchHit> hits;
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, query->Step());
    if (!more) break;
    hits.push_back({query->Int64(0), query->Double(1)});
  }
  RETURN_IF_ERROR(CheckNotCompacted());
  return hits;
}

}  // namespace isnad
