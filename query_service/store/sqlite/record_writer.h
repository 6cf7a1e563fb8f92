#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_RECORD_WRITER_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_RECORD_WRITER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/sqlite/database.h"
#include "isnad/v1/entity.pb.h"
#include "query_service/store/sqlite/document_ids.h"
#include "query_service/store/sqlite/prepared_record.h"
#include "query_service/store/sqlite/state_row.h"

namespace isnad {

// Writes records into the main file, within the transaction of its caller. Not
// thread-safe. The database must outlive it.
class RecordWriter {
 public:
  static absl::StatusOr<RecordWriter> Create(SqliteDatabase& database);

  // Writes what `record` changes under `revision`, and counts it in `state`;
  // notes in a document what its index entry was still to learn. Returns
  // whether it changes anything. RECORD_INVALID, with nothing written,
  // if the record names an entity there is not; any other error leaves part of
  // the record written, and the transaction must be rolled back.
  absl::StatusOr<bool> Apply(SqliteRecord& record, int64_t revision,
                             StateRow& state);

  // Merges an entity, and those that were merged into it, into the entity that
  // `target` is or was merged into. Returns the revision that merged them:
  // `revision`, or an earlier one, with nothing written, if they were merged
  // before. RESOURCE_NOT_FOUND, or FIELD_INVALID for a merge with itself, into
  // what was merged into it, or of what was merged elsewhere; nothing is
  // written then.
  absl::StatusOr<int64_t> Merge(absl::string_view source,
                                absl::string_view target, int64_t revision,
                                StateRow& state);

  // Forgets what it remembers of the file. Called after a rollback.
  void Forget() {
    numbers_.clear();
    document_ids_.Forget();
  }

 private:
  // Longest chain of redirections; merges make none longer than one.
  static constexpr int kMaxRedirects = 16;

  // The newest version of a document or entity, whether or not it still holds.
  struct CurrentDocument {
    int64_t version = 0;
    std::string digest;
    int64_t mentions = 0;
    int64_t quantities = 0;
  };
  struct CurrentEntity {
    int64_t version = 0;
    int64_t number = 0;
    std::string data;
  };

  RecordWriter() = default;

  // Whether a record meant for one revision of a document finds it there.
  static bool Applies(int64_t if_revision,
                      const std::optional<CurrentDocument>& current);
  absl::StatusOr<bool> ApplyDocument(PreparedDocument& document,
                                     int64_t revision, StateRow& state);
  absl::StatusOr<bool> ApplyEntities(const PreparedEntities& update,
                                     int64_t revision, StateRow& state);
  absl::StatusOr<bool> ApplyDeletion(const PreparedDeletion& deletion,
                                     int64_t revision, StateRow& state);

  absl::StatusOr<std::optional<CurrentDocument>> FindDocument(
      absl::string_view id);
  absl::StatusOr<std::optional<CurrentEntity>> FindEntity(absl::string_view id);
  absl::StatusOr<std::optional<int64_t>> FindEntityNumber(
      const std::string& id);

  // Returns the entity of an id or what it was merged into;
  // RESOURCE_NOT_FOUND.
  absl::StatusOr<v1::Entity> FindSurvivor(absl::string_view id);
  // Returns the entities that redirect to one.
  absl::StatusOr<std::vector<v1::Entity>> FindRedirectsTo(
      const std::string& name);
  absl::Status Redirect(v1::Entity entity, const std::string& target,
                        int64_t revision, StateRow& state);
  // RECORD_INVALID if an entity redirects to none, or in a circle.
  absl::Status CheckRedirects(const PreparedEntities& update);
  // Sets `numbers` to those of the document's entities, 0 for those that it
  // discovers and the store has not got.
  absl::Status FindEntities(const PreparedDocument& document,
                            std::vector<int64_t>& numbers);
  // Adds a discovered entity, or the names it brings to the one there is.
  absl::Status MergeDiscovered(const v1::Entity& entity, int64_t revision,
                               StateRow& state);
  // Returns whether anything changed.
  absl::StatusOr<bool> ReplaceEntity(
      const v1::Entity& entity, const std::optional<CurrentEntity>& current,
      int64_t revision, StateRow& state);
  absl::Status WriteEntity(v1::Entity entity,
                           const std::optional<CurrentEntity>& current,
                           int64_t revision, StateRow& state);
  // `numbers` as of FindEntities; every entity must be there.
  absl::Status WriteDocument(PreparedDocument& document, int64_t revision,
                             const std::vector<int64_t>& numbers);
  absl::Status EndDocument(const CurrentDocument& current, int64_t revision,
                           StateRow& state);
  absl::Status NoteSuperseded(int64_t revision, int64_t kind, int64_t number,
                              int64_t version);
  void Remember(const std::string& id, int64_t number);

  DocumentIdWriter document_ids_;
  SqliteStatement find_document_;
  SqliteStatement end_document_;
  SqliteStatement insert_version_;
  SqliteStatement insert_body_;
  SqliteStatement insert_facts_;
  SqliteStatement find_entity_;
  SqliteStatement find_naming_;
  SqliteStatement end_entity_;
  SqliteStatement insert_entity_;
  SqliteStatement insert_number_;
  SqliteStatement insert_change_;
  SqliteStatement insert_superseded_;
  // Numbers of entities by id, bounded.
  absl::flat_hash_map<std::string, int64_t> numbers_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_RECORD_WRITER_H_
