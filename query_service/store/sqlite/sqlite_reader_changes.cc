// The part of SqliteReader that tells what a revision changed.
#include <string>
#include <utility>
#include <vector>

#include "common/sqlite/sqlite_status.h"
#include "common/status/status_macros.h"
#include "query_service/store/sqlite/schema.h"
#include "query_service/store/sqlite/sqlite_reader.h"
#include "query_service/store/store_errors.h"

namespace isnad {
namespace {

v1::FactChange& AddChange(v1::ChangeType type,
                          std::vector<v1::FactChange>& changes) {
  changes.emplace_back().set_type(type);
  return changes.back();
}

// Moves the facts that a watch tells of.
void MoveFacts(v1::Analysis& analysis, v1::ChangeType type,
               std::vector<v1::FactChange>& changes) {
  for (v1::Mention& fact : *analysis.mutable_mentions()) {
    AddChange(type, changes).mutable_mention()->Swap(&fact);
  }
  for (v1::Decision& fact : *analysis.mutable_decisions()) {
    AddChange(type, changes).mutable_decision()->Swap(&fact);
  }
  for (v1::Figure& fact : *analysis.mutable_figures()) {
    AddChange(type, changes).mutable_figure()->Swap(&fact);
  }
  for (v1::Statement& fact : *analysis.mutable_statements()) {
    AddChange(type, changes).mutable_statement()->Swap(&fact);
  }
  for (v1::Relation& fact : *analysis.mutable_relations()) {
    AddChange(type, changes).mutable_relation()->Swap(&fact);
  }
}

}  // namespace

absl::StatusOr<std::vector<v1::FactChange>> SqliteReader::LoadChanges() {
  std::vector<v1::FactChange> changes;
  RETURN_IF_ERROR(LoadEntityChanges(changes));
  RETURN_IF_ERROR(LoadRemovedFacts(changes));
  // A document's version is the revision that brought it.
  RETURN_IF_ERROR(AddVersionChanges(revision_, v1::CHANGE_TYPE_ADDED, changes));
  const int64_t oldest = progress_.oldest();
  if (revision_ <= oldest) return RevisionCompacted(revision_, oldest + 1);
  return changes;
}

absl::Status SqliteReader::LoadEntityChanges(
    std::vector<v1::FactChange>& changes) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kChangedEntities));
  query->BindInt64(1, revision_);
  SqliteReset reset(*query);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, query->Step());
    if (!more) return absl::OkStatus();
    const absl::string_view data = query->Blob(0);
    v1::FactChange& change = AddChange(v1::CHANGE_TYPE_ADDED, changes);
    if (!change.mutable_entity()->ParseFromArray(
            data.data(), static_cast<int>(data.size()))) {
      return SqliteStatus(SQLITE_CORRUPT, "malformed row", "entity_version");
    }
  }
}

absl::Status SqliteReader::LoadRemovedFacts(
    std::vector<v1::FactChange>& changes) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kReplacedVersions));
  query->BindInt64(1, revision_);
  query->BindInt64(2, static_cast<int64_t>(SupersededKind::kDocument));
  SqliteReset reset(*query);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, query->Step());
    if (!more) return absl::OkStatus();
    RETURN_IF_ERROR(
        AddVersionChanges(query->Int64(0), v1::CHANGE_TYPE_REMOVED, changes));
  }
}

absl::Status SqliteReader::AddVersionChanges(
    int64_t version, v1::ChangeType type,
    std::vector<v1::FactChange>& changes) {
  v1::Analysis analysis;
  RETURN_IF_ERROR(LoadMentionsOf(version, analysis));
  RETURN_IF_ERROR(LoadFacts(version, analysis));
  MoveFacts(analysis, type, changes);
  return absl::OkStatus();
}

absl::Status SqliteReader::LoadMentionsOf(int64_t version,
                                          v1::Analysis& analysis) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kMentionVersion));
  query->BindInt64(1, version);
  ASSIGN_OR_RETURN(const bool found, query->Step());
  if (!found) return absl::OkStatus();
  const std::string document_id(query->Text(0));
  query->Reset();
  return ScanVersion(version, document_id, MentionPosition(), "",
                     [&](MentionPosition, const MentionView& mention) {
                       *analysis.add_mentions() = mention.ToMention();
                       return Visit::kContinue;
                     })
      .status();
}

}  // namespace isnad
