#include "query_service/store/sqlite/record_writer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "query_service/store/resource_name.h"
#include "query_service/store/sqlite/schema.h"

namespace isnad {
namespace {

// About 10 MB of ids.
constexpr size_t kMaxRememberedNumbers = size_t{1} << 17;

absl::Status EntityUnknown(absl::string_view id) {
  return FieldErrorWithReason(
      "document",
      absl::StrCat("got a fact about entities/", id,
                   ", want an entity of the store or of the record"),
      v1::ERROR_REASON_RECORD_INVALID);
}

std::string EntityId(const v1::Entity& entity) {
  return std::string(absl::StripPrefix(entity.name(), kEntityPrefix));
}

bool HasName(const v1::Entity& entity, absl::string_view text) {
  return std::any_of(
      entity.names().begin(), entity.names().end(),
      [&](const v1::EntityName& name) { return name.text() == text; });
}

}  // namespace

absl::StatusOr<RecordWriter> RecordWriter::Create(SqliteDatabase& database) {
  RecordWriter writer;
  const auto prepare = [&](SqliteStatement& statement, const char* sql) {
    absl::StatusOr<SqliteStatement> prepared = database.Prepare(sql);
    if (prepared.ok()) statement = std::move(*prepared);
    return prepared.status();
  };
  RETURN_IF_ERROR(writer.document_ids_.Prepare(database));
  RETURN_IF_ERROR(
      prepare(writer.find_document_,
              "SELECT digest, mentions, quantities FROM document_version "
              "WHERE version=?1 AND replaced=?2"));
  RETURN_IF_ERROR(
      prepare(writer.end_document_,
              "UPDATE document_version SET replaced=?2 WHERE version=?1"));
  RETURN_IF_ERROR(prepare(
      writer.insert_version_,
      "INSERT INTO document_version VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
  RETURN_IF_ERROR(prepare(writer.insert_body_,
                          "INSERT INTO document_body VALUES (?1, ?2, ?3, ?4)"));
  RETURN_IF_ERROR(
      prepare(writer.insert_facts_, "INSERT INTO fact_block VALUES (?1, ?2)"));
  RETURN_IF_ERROR(
      prepare(writer.find_entity_,
              "SELECT version, number, data FROM entity_version WHERE id=?1 "
              "ORDER BY version DESC LIMIT 1"));
  RETURN_IF_ERROR(
      prepare(writer.find_naming_,
              "SELECT data FROM entity_version WHERE replaced=?1 AND "
              "instr(data, ?2)>0"));
  RETURN_IF_ERROR(prepare(
      writer.end_entity_,
      "UPDATE entity_version SET replaced=?3 WHERE id=?1 AND version=?2"));
  RETURN_IF_ERROR(
      prepare(writer.insert_entity_,
              "INSERT INTO entity_version VALUES (?1, ?2, ?3, ?4, ?5)"));
  RETURN_IF_ERROR(prepare(writer.insert_number_,
                          "INSERT INTO entity_number VALUES (?1, ?2)"));
  RETURN_IF_ERROR(prepare(writer.insert_change_,
                          "INSERT INTO entity_change VALUES (?1, ?2)"));
  RETURN_IF_ERROR(prepare(writer.insert_superseded_,
                          "INSERT INTO superseded VALUES (?1, ?2, ?3, ?4)"));
  return writer;
}

absl::StatusOr<bool> RecordWriter::Apply(SqliteRecord& record, int64_t revision,
                                         StateRow& state) {
  if (auto* document = std::get_if<PreparedDocument>(&record.change())) {
    return ApplyDocument(*document, revision, state);
  }
  if (const auto* update = std::get_if<PreparedEntities>(&record.change())) {
    return ApplyEntities(*update, revision, state);
  }
  return ApplyDeletion(std::get<PreparedDeletion>(record.change()), revision,
                       state);
}

bool RecordWriter::Applies(int64_t if_revision,
                           const std::optional<CurrentDocument>& current) {
  return if_revision == 0 ||
         (current.has_value() && current->version == if_revision);
}

absl::StatusOr<bool> RecordWriter::ApplyDocument(PreparedDocument& document,
                                                 int64_t revision,
                                                 StateRow& state) {
  ASSIGN_OR_RETURN(const std::optional<CurrentDocument> current,
                   FindDocument(document.id));
  if (!Applies(document.if_revision, current)) return false;
  if (current.has_value() && current->digest == document.digest) return false;
  std::vector<int64_t> numbers;
  RETURN_IF_ERROR(FindEntities(document, numbers));
  for (const v1::Entity& entity : document.discovered) {
    RETURN_IF_ERROR(MergeDiscovered(entity, revision, state));
  }
  if (current.has_value()) {
    RETURN_IF_ERROR(EndDocument(*current, revision, state));
  }
  RETURN_IF_ERROR(WriteDocument(document, revision, numbers));
  ++state.documents;
  state.mentions += document.mentions;
  state.quantities += document.quantities;
  return true;
}

absl::StatusOr<bool> RecordWriter::ApplyEntities(const PreparedEntities& update,
                                                 int64_t revision,
                                                 StateRow& state) {
  RETURN_IF_ERROR(CheckRedirects(update));
  bool changed = false;
  for (const v1::Entity& entity : update.entities) {
    ASSIGN_OR_RETURN(const std::optional<CurrentEntity> current,
                     FindEntity(EntityId(entity)));
    ASSIGN_OR_RETURN(const bool replaced,
                     ReplaceEntity(entity, current, revision, state));
    changed = changed || replaced;
  }
  return changed;
}

absl::StatusOr<bool> RecordWriter::ApplyDeletion(
    const PreparedDeletion& deletion, int64_t revision, StateRow& state) {
  ASSIGN_OR_RETURN(const std::optional<CurrentDocument> current,
                   FindDocument(deletion.document_id));
  if (!current.has_value() || !Applies(deletion.if_revision, current)) {
    return false;
  }
  RETURN_IF_ERROR(EndDocument(*current, revision, state));
  return true;
}

absl::StatusOr<std::optional<RecordWriter::CurrentDocument>>
RecordWriter::FindDocument(absl::string_view id) {
  ASSIGN_OR_RETURN(const std::optional<int64_t> version,
                   document_ids_.FindNewest(id));
  if (!version.has_value()) return std::nullopt;
  find_document_.BindInt64(1, *version);
  find_document_.BindInt64(2, kNeverReplaced);
  ASSIGN_OR_RETURN(const bool found, find_document_.Step());
  if (!found) return std::nullopt;
  SqliteReset reset(find_document_);
  CurrentDocument current;
  current.version = *version;
  current.digest = std::string(find_document_.Blob(0));
  current.mentions = find_document_.Int64(1);
  current.quantities = find_document_.Int64(2);
  return current;
}

absl::StatusOr<std::optional<RecordWriter::CurrentEntity>>
RecordWriter::FindEntity(absl::string_view id) {
  find_entity_.BindText(1, id);
  ASSIGN_OR_RETURN(const bool found, find_entity_.Step());
  if (!found) return std::nullopt;
  SqliteReset reset(find_entity_);
  CurrentEntity current;
  current.version = find_entity_.Int64(0);
  current.number = find_entity_.Int64(1);
  current.data = std::string(find_entity_.Blob(2));
  return current;
}

absl::StatusOr<std::optional<int64_t>> RecordWriter::FindEntityNumber(
    const std::string& id) {
  const auto remembered = numbers_.find(id);
  if (remembered != numbers_.end()) return remembered->second;
  ASSIGN_OR_RETURN(const std::optional<CurrentEntity> current, FindEntity(id));
  if (!current.has_value()) return std::nullopt;
  Remember(id, current->number);
  return current->number;
}

void RecordWriter::Remember(const std::string& id, int64_t number) {
  if (numbers_.size() >= kMaxRememberedNumbers) numbers_.clear();
  numbers_[id] = number;
}

absl::Status RecordWriter::FindEntities(const PreparedDocument& document,
                                        std::vector<int64_t>& numbers) {
  numbers.reserve(document.entities.size());
  for (const std::string& id : document.entities) {
    ASSIGN_OR_RETURN(const std::optional<int64_t> number, FindEntityNumber(id));
    numbers.push_back(number.value_or(0));
    if (number.has_value()) continue;
    const bool is_discovered = std::any_of(
        document.discovered.begin(), document.discovered.end(),
        [&](const v1::Entity& entity) { return EntityId(entity) == id; });
    if (!is_discovered) return EntityUnknown(id);
  }
  return absl::OkStatus();
}

absl::Status RecordWriter::MergeDiscovered(const v1::Entity& entity,
                                           int64_t revision, StateRow& state) {
  ASSIGN_OR_RETURN(const std::optional<CurrentEntity> current,
                   FindEntity(EntityId(entity)));
  if (!current.has_value()) {
    return WriteEntity(entity, current, revision, state);
  }
  v1::Entity merged;
  merged.ParseFromString(current->data);
  // The catalog knows its entities better than any document does.
  if (merged.origin() == v1::ENTITY_ORIGIN_CATALOG) return absl::OkStatus();
  bool changed = false;
  for (const v1::EntityName& name : entity.names()) {
    if (HasName(merged, name.text())) continue;
    *merged.add_names() = name;
    changed = true;
  }
  if (!changed) return absl::OkStatus();
  return WriteEntity(std::move(merged), current, revision, state);
}

absl::StatusOr<bool> RecordWriter::ReplaceEntity(
    const v1::Entity& entity, const std::optional<CurrentEntity>& current,
    int64_t revision, StateRow& state) {
  v1::Entity replacement = entity;
  if (current.has_value()) {
    v1::Entity before;
    before.ParseFromString(current->data);
    // A catalog that is sent again knows of no merge and undoes none.
    if (replacement.redirect_to().empty()) {
      replacement.set_redirect_to(before.redirect_to());
    }
    replacement.set_revision(current->version);
    if (replacement.SerializeAsString() == current->data) return false;
  }
  RETURN_IF_ERROR(
      WriteEntity(std::move(replacement), current, revision, state));
  return true;
}

absl::Status RecordWriter::WriteEntity(
    v1::Entity entity, const std::optional<CurrentEntity>& current,
    int64_t revision, StateRow& state) {
  const std::string id = EntityId(entity);
  const int64_t number =
      current.has_value() ? current->number : state.next_entity;
  if (current.has_value()) {
    end_entity_.BindText(1, id);
    end_entity_.BindInt64(2, current->version);
    end_entity_.BindInt64(3, revision);
    RETURN_IF_ERROR(end_entity_.Run());
    RETURN_IF_ERROR(
        NoteSuperseded(revision, static_cast<int64_t>(SupersededKind::kEntity),
                       number, current->version));
  } else {
    ++state.next_entity;
    ++state.entities;
    insert_number_.BindInt64(1, number);
    insert_number_.BindText(2, id);
    RETURN_IF_ERROR(insert_number_.Run());
    Remember(id, number);
  }
  entity.set_revision(revision);
  const std::string data = entity.SerializeAsString();
  insert_entity_.BindText(1, id);
  insert_entity_.BindInt64(2, revision);
  insert_entity_.BindInt64(3, kNeverReplaced);
  insert_entity_.BindInt64(4, number);
  insert_entity_.BindBlob(5, data);
  RETURN_IF_ERROR(insert_entity_.Run());
  insert_change_.BindInt64(1, revision);
  insert_change_.BindInt64(2, number);
  return insert_change_.Run();
}

absl::Status RecordWriter::WriteDocument(PreparedDocument& document,
                                         int64_t revision,
                                         const std::vector<int64_t>& numbers) {
  std::string& entities = document.index_entry.entities;
  entities.clear();
  for (size_t i = 0; i < document.mentioned_entities; ++i) {
    int64_t number = numbers[i];
    if (number == 0) {
      // It was discovered, and has its number by now.
      const std::string& id = document.entities[i];
      ASSIGN_OR_RETURN(const std::optional<int64_t> given,
                       FindEntityNumber(id));
      if (!given.has_value()) return EntityUnknown(id);
      number = *given;
    }
    AppendVarint(static_cast<uint64_t>(number), entities);
  }
  insert_version_.BindInt64(1, revision);
  insert_version_.BindInt64(2, kNeverReplaced);
  insert_version_.BindText(3, document.id);
  insert_version_.BindBlob(4, document.digest);
  insert_version_.BindInt64(5, document.mentions);
  insert_version_.BindInt64(6, document.quantities);
  insert_version_.BindBlob(7, entities);
  insert_version_.BindBlob(8, document.header);
  RETURN_IF_ERROR(insert_version_.Run());
  RETURN_IF_ERROR(document_ids_.Add(document.id, revision));
  insert_body_.BindInt64(1, revision);
  insert_body_.BindBlob(2, document.text);
  if (document.source_is_text) {
    insert_body_.BindNull(3);
  } else {
    insert_body_.BindBlob(3, document.source);
  }
  insert_body_.BindBlob(4, document.alignment);
  RETURN_IF_ERROR(insert_body_.Run());
  for (const FactBlock& block : document.blocks) {
    insert_facts_.BindInt64(1, FactKey(revision, block.kind, block.block));
    insert_facts_.BindBlob(2, block.data);
    RETURN_IF_ERROR(insert_facts_.Run());
  }
  return absl::OkStatus();
}

absl::Status RecordWriter::EndDocument(const CurrentDocument& current,
                                       int64_t revision, StateRow& state) {
  end_document_.BindInt64(1, current.version);
  end_document_.BindInt64(2, revision);
  RETURN_IF_ERROR(end_document_.Run());
  --state.documents;
  state.mentions -= current.mentions;
  state.quantities -= current.quantities;
  return NoteSuperseded(revision,
                        static_cast<int64_t>(SupersededKind::kDocument), 0,
                        current.version);
}

absl::Status RecordWriter::NoteSuperseded(int64_t revision, int64_t kind,
                                          int64_t number, int64_t version) {
  insert_superseded_.BindInt64(1, revision);
  insert_superseded_.BindInt64(2, kind);
  insert_superseded_.BindInt64(3, number);
  insert_superseded_.BindInt64(4, version);
  return insert_superseded_.Run();
}

}  // namespace isnad
