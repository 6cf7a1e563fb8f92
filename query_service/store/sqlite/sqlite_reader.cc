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
  std::optional<std::string> entity = entities_.Find(id, revision_);
  if (entity.has_value()) {
    RETURN_IF_ERROR(CheckNotCompacted());
    return entity;
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

absl::StatusOr<std::vector<v1::Entity>> SqliteReader::FindEntitiesByFoldKey(
    absl::string_view fold_key) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kNameKey));
  query->BindText(1, fold_key);
  SqliteReset reset(*query);
  std::vector<v1::Entity> entities;
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, query->Step());
    if (!more) return entities;
    ASSIGN_OR_RETURN(std::optional<v1::Entity> entity,
                     FindEntity(query->Text(0)));
    if (entity.has_value()) entities.push_back(*std::move(entity));
  }
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
  ASSIGN_OR_RETURN(const std::optional<int64_t> version, FindVersionOf(id));
  if (!version.has_value()) return std::nullopt;
  return FindDocumentVersion(*version);
}

absl::StatusOr<std::optional<int64_t>> SqliteReader::FindVersionOf(
    absl::string_view document_id) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kDocumentVersionOf));
  query->BindInt64(1, revision_);
  query->BindText(2, document_id);
  ASSIGN_OR_RETURN(const bool found, query->Step());
  SqliteReset reset(*query);
  RETURN_IF_ERROR(CheckNotCompacted());
  if (!found) return std::nullopt;
  return query->Int64(0);
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

absl::StatusOr<bool> SqliteReader::BindMentionVersions(
    const MentionScan& scan, SqliteStatement*& query) {
  int64_t first = scan.from.version;
  int64_t last = std::numeric_limits<int64_t>::max();
  if (!scan.document_id.empty()) {
    ASSIGN_OR_RETURN(const std::optional<int64_t> version,
                     FindVersionOf(scan.document_id));
    if (!version.has_value() || *version < first) return false;
    first = last = *version;
  }
  ASSIGN_OR_RETURN(query, connection_->Statement(ReadQuery::kMentionVersions));
  query->BindInt64(1, revision_);
  query->BindInt64(2, first);
  query->BindInt64(3, last);
  return true;
}

void SqliteReader::MentionSource::AddEntity(absl::string_view id) {
  entity_names.append(kEntityPrefix.data(), kEntityPrefix.size());
  entity_names.append(id.data(), id.size());
  entity_ends.push_back(entity_names.size());
}

absl::string_view SqliteReader::MentionSource::EntityName(size_t index) const {
  const size_t begin = index == 0 ? 0 : entity_ends[index - 1];
  return absl::string_view(entity_names)
      .substr(begin, entity_ends[index] - begin);
}

absl::StatusOr<SqliteReader::MentionSource> SqliteReader::ReadMentionSource(
    SqliteStatement& row) {
  MentionSource source;
  source.version = row.Int64(0);
  source.document_id = std::string(row.Text(1));
  const absl::string_view numbers = row.Blob(2);
  if (numbers.empty()) return source;
  RETURN_IF_ERROR(ReadMentionEntities(numbers, source));
  ASSIGN_OR_RETURN(source.text, LoadText(source.version));
  return source;
}

absl::Status SqliteReader::ReadMentionEntities(absl::string_view numbers,
                                               MentionSource& source) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kFactBlocks));
  query->BindInt64(1, FactKey(source.version, FactKind::kMentionEntities, 0));
  query->BindInt64(2, FactKey(source.version, FactKind::kMention, 0));
  SqliteReset reset(*query);
  ASSIGN_OR_RETURN(const bool found, query->Step());
  if (found) {
    absl::string_view table = query->Blob(1);
    absl::string_view id;
    // Ids are longer than half of the prefix, as a rule.
    source.entity_names.reserve(3 * table.size());
    while (TakeFact(table, id)) source.AddEntity(id);
    return table.empty() ? absl::OkStatus() : Malformed("fact_block");
  }
  while (!numbers.empty()) {
    uint64_t number = 0;
    if (!TakeVarint(numbers, number)) return Malformed("document_version");
    ASSIGN_OR_RETURN(const std::string id,
                     connection_->EntityId(static_cast<int64_t>(number)));
    source.AddEntity(id);
  }
  return absl::OkStatus();
}

absl::Status SqliteReader::ScanMentionViews(const MentionScan& scan,
                                            MentionVisitor visit) {
  if (!scan.entity_id.empty() && scan.document_id.empty()) {
    return ScanMentionsOfAny(scan, visit);
  }
  SqliteStatement* query = nullptr;
  ASSIGN_OR_RETURN(const bool any, BindMentionVersions(scan, query));
  if (!any) return absl::OkStatus();
  SqliteReset reset(*query);
  const std::string entity_name =
      scan.entity_id.empty() || !scan.merged_ids.empty()
          ? ""
          : absl::StrCat(kEntityPrefix, scan.entity_id);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, query->Step());
    if (!more) break;
    ASSIGN_OR_RETURN(const MentionSource source, ReadMentionSource(*query));
    const int64_t from =
        source.version == scan.from.version ? scan.from.ordinal : 0;
    ASSIGN_OR_RETURN(const Visit next,
                     ScanVersion(source, from, entity_name, visit));
    if (next == Visit::kStop) break;
  }
  return CheckNotCompacted();
}

absl::StatusOr<Visit> SqliteReader::ScanVersion(const MentionSource& source,
                                                int64_t from_ordinal,
                                                absl::string_view entity_name,
                                                MentionVisitor visit) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kFactBlocks));
  const int64_t base = FactKey(source.version, FactKind::kMention, 0);
  query->BindInt64(1, base + from_ordinal / kMentionsPerBlock);
  query->BindInt64(2, FactKey(source.version, FactKind::kQuantity, 0));
  SqliteReset reset(*query);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, query->Step());
    if (!more) return Visit::kContinue;
    const int64_t block = query->Int64(0) - base;
    ASSIGN_OR_RETURN(const std::vector<PackedMention> mentions,
                     UnpackMentions(query->Blob(1)));
    ASSIGN_OR_RETURN(const Visit next,
                     VisitBlock(source, mentions,
                                {source.version, block * kMentionsPerBlock},
                                from_ordinal, entity_name, visit));
    if (next == Visit::kStop) return next;
  }
}

absl::StatusOr<Visit> SqliteReader::VisitBlock(
    const MentionSource& source, const std::vector<PackedMention>& block,
    MentionPosition first, int64_t from_ordinal, absl::string_view entity_name,
    MentionVisitor visit) {
  MentionView mention;
  mention.document_id = source.document_id;
  for (size_t i = 0; i < block.size(); ++i) {
    const PackedMention& packed = block[i];
    const int64_t ordinal = first.ordinal + static_cast<int64_t>(i);
    if (ordinal < from_ordinal) continue;
    if (packed.entity >= source.entity_ends.size() || packed.start < 0 ||
        packed.end < packed.start ||
        static_cast<size_t>(packed.end) > source.text.size()) {
      return Malformed("fact_block");
    }
    const absl::string_view entity = source.EntityName(packed.entity);
    if (!entity_name.empty() && entity != entity_name) continue;
    mention.entity = entity;
    mention.kind = packed.kind;
    mention.form = packed.form;
    mention.start_byte = packed.start;
    mention.end_byte = packed.end;
    mention.text = absl::string_view(source.text)
                       .substr(static_cast<size_t>(packed.start),
                               static_cast<size_t>(packed.end - packed.start));
    mention.confidence = packed.confidence;
    mention.id = packed.id;
    if (visit({source.version, ordinal}, mention) == Visit::kStop) {
      return Visit::kStop;
    }
  }
  return Visit::kContinue;
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
