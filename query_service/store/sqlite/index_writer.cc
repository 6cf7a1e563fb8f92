#include "query_service/store/sqlite/index_writer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/crash_point.h"
#include "common/sqlite/sqlite_status.h"
#include "common/sqlite/transaction.h"
#include "common/status/status_macros.h"
#include "common/text/fold.h"
#include "isnad/v1/document.pb.h"
#include "isnad/v1/entity.pb.h"
#include "query_service/store/folded_words.h"
#include "query_service/store/resource_name.h"
#include "query_service/store/sqlite/fact_codec.h"

namespace isnad {
namespace {

// Of the full text, written by one transaction: some milliseconds.
constexpr int64_t kPagesJoinedAtOnce = 128;

// What an entity is found by.
struct EntityKeys {
  std::string id;
  absl::flat_hash_set<std::string> names;
  // Ids.
  absl::flat_hash_set<std::string> redirects;
};

void AddKeys(absl::string_view entity_data, EntityKeys& keys) {
  v1::Entity entity;
  entity.ParseFromArray(entity_data.data(),
                        static_cast<int>(entity_data.size()));
  keys.id = std::string(absl::StripPrefix(entity.name(), kEntityPrefix));
  for (const v1::EntityName& name : entity.names()) {
    keys.names.insert(FoldKey(name.text()));
  }
  if (!entity.display_name().empty()) {
    keys.names.insert(FoldKey(entity.display_name()));
  }
  if (!entity.redirect_to().empty()) {
    keys.redirects.emplace(
        absl::StripPrefix(entity.redirect_to(), kEntityPrefix));
  }
}

absl::StatusOr<v1::Document> ParseHeader(absl::string_view header) {
  v1::Document document;
  if (!document.ParseFromArray(header.data(),
                               static_cast<int>(header.size()))) {
    return SqliteStatus(SQLITE_CORRUPT, "malformed row", "document_version");
  }
  return document;
}

// Counts what one transaction takes in.
class BatchMeter {
 public:
  explicit BatchMeter(const IndexWriter::Batch& batch) : left_(batch) {}

  // Returns whether the batch is full with this document.
  bool IsFullWith(absl::string_view text) {
    left_.bytes -= static_cast<int64_t>(text.size());
    --left_.versions;
    return left_.bytes < 0 || left_.versions <= 0;
  }

 private:
  IndexWriter::Batch left_;
};

absl::Status RunWith(SqliteStatement& statement, int64_t key, int64_t version) {
  statement.BindInt64(1, key);
  statement.BindInt64(2, version);
  return statement.Run();
}

// Runs a statement with (key, id) for the keys that are not in `but`.
absl::Status RunForEach(const absl::flat_hash_set<std::string>& keys,
                        const absl::flat_hash_set<std::string>& but,
                        const std::string& id, SqliteStatement& statement) {
  for (const std::string& key : keys) {
    if (but.contains(key)) continue;
    statement.BindText(1, key);
    statement.BindText(2, id);
    RETURN_IF_ERROR(statement.Run());
  }
  return absl::OkStatus();
}

}  // namespace

IndexWriter::IndexWriter(SqliteDatabase main, OpenedIndex index,
                         IndexFeed& feed, VersionFiles& versions)
    : main_(std::move(main)),
      index_(std::move(index.database)),
      feed_(feed),
      versions_(versions),
      state_(index.state) {}

absl::StatusOr<std::unique_ptr<IndexWriter>> IndexWriter::Create(
    SqliteDatabase main, OpenedIndex index, IndexFeed& feed,
    VersionFiles& versions) {
  auto writer = std::unique_ptr<IndexWriter>(
      new IndexWriter(std::move(main), std::move(index), feed, versions));
  RETURN_IF_ERROR(writer->Prepare());
  return writer;
}

absl::Status IndexWriter::Prepare() {
  RETURN_IF_ERROR(facts_.Prepare(main_, index_));
  ASSIGN_OR_RETURN(
      read_documents_,
      main_.Prepare("SELECT v.version, v.entities, b.text, v.header, v.id FROM "
                    "document_version v JOIN document_body b USING (version) "
                    "WHERE v.version>?1 AND v.version<=?2 ORDER BY v.version"));
  ASSIGN_OR_RETURN(
      read_document_,
      main_.Prepare("SELECT v.entities, b.text, v.header FROM "
                    "document_version v JOIN document_body b USING (version) "
                    "WHERE v.version=?1"));
  ASSIGN_OR_RETURN(
      read_changes_,
      main_.Prepare("SELECT e.id, e.version, e.data FROM entity_change c JOIN "
                    "entity_number n USING (number) JOIN entity_version e ON "
                    "e.id=n.id AND e.version=c.revision WHERE c.revision>?1 "
                    "AND c.revision<=?2 ORDER BY c.revision"));
  // What a document version was replaced by is a version of the document, or
  // else its deletion.
  ASSIGN_OR_RETURN(
      read_deletions_,
      main_.Prepare(absl::StrCat(
          "SELECT v.id, s.revision FROM superseded s JOIN document_version v "
          "USING (version) WHERE s.revision>?1 AND s.revision<=?2 AND s.kind=",
          static_cast<int64_t>(SupersededKind::kDocument),
          " AND NOT EXISTS (SELECT 1 FROM document_version WHERE "
          "version=s.revision)")));
  ASSIGN_OR_RETURN(
      read_entity_,
      main_.Prepare("SELECT data FROM entity_version WHERE version=?2 AND "
                    "id=(SELECT id FROM entity_number WHERE number=?1)"));
  ASSIGN_OR_RETURN(
      read_other_versions_,
      main_.Prepare("SELECT data FROM entity_version WHERE version>?2 AND "
                    "id=(SELECT id FROM entity_number WHERE number=?1)"));
  RETURN_IF_ERROR(mentions_.Prepare("posting", index_));
  ASSIGN_OR_RETURN(
      insert_sketch_key_,
      index_.Prepare("INSERT OR IGNORE INTO sketch_key VALUES (?1, ?2)"));
  ASSIGN_OR_RETURN(
      delete_sketch_key_,
      index_.Prepare("DELETE FROM sketch_key WHERE key=?1 AND version=?2"));
  ASSIGN_OR_RETURN(
      insert_name_,
      index_.Prepare("INSERT OR IGNORE INTO name_key VALUES (?1, ?2)"));
  ASSIGN_OR_RETURN(
      delete_name_,
      index_.Prepare("DELETE FROM name_key WHERE key=?1 AND id=?2"));
  ASSIGN_OR_RETURN(
      insert_redirect_,
      index_.Prepare("INSERT OR IGNORE INTO redirect VALUES (?1, ?2)"));
  ASSIGN_OR_RETURN(
      delete_redirect_,
      index_.Prepare("DELETE FROM redirect WHERE target=?1 AND id=?2"));
  ASSIGN_OR_RETURN(
      insert_words_,
      index_.Prepare("INSERT INTO search (rowid, words) VALUES (?1, ?2)"));
  ASSIGN_OR_RETURN(
      delete_words_,
      index_.Prepare("INSERT INTO search (search, rowid, words) VALUES "
                     "('delete', ?1, ?2)"));
  ASSIGN_OR_RETURN(join_words_,
                   index_.Prepare("INSERT INTO search (search, rank) VALUES "
                                  "('merge', ?1)"));
  ASSIGN_OR_RETURN(write_state_,
                   index_.Prepare("UPDATE state SET indexed=?1, collected=?2"));
  return absl::OkStatus();
}

// An earlier failure may have left something behind.
void IndexWriter::Forget() {
  facts_.Forget();
  mentions_.Forget();
  sketch_keys_.clear();
  words_.clear();
}

absl::Status IndexWriter::IndexSome(int64_t newest, const Batch& batch) {
  Forget();
  IndexState state = state_;
  int64_t to = newest;
  ASSIGN_OR_RETURN(SqliteTransaction transaction,
                   SqliteTransaction::BeginWrite(index_));
  RETURN_IF_ERROR(AddDocuments(batch, state.indexed, to));
  RETURN_IF_ERROR(FlushPostings());
  RETURN_IF_ERROR(AddEntities(state.indexed, to));
  RETURN_IF_ERROR(AddDeletions(state.indexed, to));
  RETURN_IF_ERROR(FlushWords());
  state.indexed = to;
  RETURN_IF_ERROR(WriteState(state));
  CrashPoint(CrashAt::kIndexCommitting);
  RETURN_IF_ERROR(transaction.Commit());
  CrashPoint(CrashAt::kIndexCommitted);
  state_ = state;
  feed_.Forget(to);
  return absl::OkStatus();
}

absl::Status IndexWriter::AddDocuments(const Batch& batch, int64_t from,
                                       int64_t& to) {
  int64_t handed_to = to;
  const auto handed = feed_.Find(from, handed_to);
  if (!handed.has_value()) return AddDocumentsOfFile(batch, from, to);
  to = handed_to;
  BatchMeter meter(batch);
  for (const IndexEntry* entry : *handed) {
    RETURN_IF_ERROR(AddDocument(*entry));
    if (meter.IsFullWith(entry->text)) {
      to = entry->version;
      break;
    }
  }
  return absl::OkStatus();
}

absl::Status IndexWriter::AddDocumentsOfFile(const Batch& batch, int64_t from,
                                             int64_t& to) {
  read_documents_.BindInt64(1, from);
  read_documents_.BindInt64(2, to);
  SqliteReset reset(read_documents_);
  BatchMeter meter(batch);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, read_documents_.Step());
    if (!more) return absl::OkStatus();
    IndexEntry entry;
    entry.version = read_documents_.Int64(0);
    entry.entities = std::string(read_documents_.Blob(1));
    entry.text = std::string(read_documents_.Blob(2));
    entry.document_id = std::string(read_documents_.Text(4));
    RETURN_IF_ERROR(ReadEntry(read_documents_.Blob(3), entry));
    RETURN_IF_ERROR(AddDocument(entry));
    if (meter.IsFullWith(entry.text)) {
      to = entry.version;
      return absl::OkStatus();
    }
  }
}

absl::Status IndexWriter::AddDocument(const IndexEntry& entry) {
  RETURN_IF_ERROR(AddPostings(entry.version, entry.entities));
  RETURN_IF_ERROR(facts_.Add(entry));
  for (const int64_t key : entry.sketch_keys) {
    sketch_keys_.emplace_back(key, entry.version);
  }
  words_.emplace_back(entry.version, JoinFoldedWords(entry.text));
  versions_.documents.Put(entry.document_id, entry.version, "");
  return absl::OkStatus();
}

absl::Status IndexWriter::ReadEntry(absl::string_view header,
                                    IndexEntry& entry) {
  ASSIGN_OR_RETURN(const v1::Document document, ParseHeader(header));
  SetFromHeader(document, entry);
  return facts_.ReadKeys(document, entry);
}

absl::Status IndexWriter::AddPostings(int64_t version,
                                      absl::string_view entities) {
  while (!entities.empty()) {
    uint64_t number = 0;
    if (!TakeVarint(entities, number)) {
      return SqliteStatus(SQLITE_CORRUPT, "malformed entities",
                          "document_version");
    }
    mentions_.Add(static_cast<int64_t>(number), version);
  }
  return absl::OkStatus();
}

absl::Status IndexWriter::FlushPostings() {
  RETURN_IF_ERROR(facts_.Flush());
  RETURN_IF_ERROR(mentions_.Flush());
  std::sort(sketch_keys_.begin(), sketch_keys_.end());
  for (const auto& [key, version] : sketch_keys_) {
    RETURN_IF_ERROR(RunWith(insert_sketch_key_, key, version));
  }
  sketch_keys_.clear();
  return absl::OkStatus();
}

absl::Status IndexWriter::AddEntities(int64_t from, int64_t to) {
  read_changes_.BindInt64(1, from);
  read_changes_.BindInt64(2, to);
  SqliteReset reset(read_changes_);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, read_changes_.Step());
    if (!more) return absl::OkStatus();
    EntityKeys keys;
    const absl::string_view entity = read_changes_.Blob(2);
    AddKeys(entity, keys);
    RETURN_IF_ERROR(RunForEach(keys.names, {}, keys.id, insert_name_));
    RETURN_IF_ERROR(RunForEach(keys.redirects, {}, keys.id, insert_redirect_));
    versions_.entities.Put(read_changes_.Text(0), read_changes_.Int64(1),
                           entity);
  }
}

absl::Status IndexWriter::AddDeletions(int64_t from, int64_t to) {
  read_deletions_.BindInt64(1, from);
  read_deletions_.BindInt64(2, to);
  SqliteReset reset(read_deletions_);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, read_deletions_.Step());
    if (!more) return absl::OkStatus();
    versions_.documents.Put(read_deletions_.Text(0), read_deletions_.Int64(1),
                            kDeletedDocument);
  }
}

absl::Status IndexWriter::FlushWords() {
  for (const auto& [version, words] : words_) {
    insert_words_.BindInt64(1, version);
    insert_words_.BindText(2, words);
    RETURN_IF_ERROR(insert_words_.Run());
  }
  words_.clear();
  return absl::OkStatus();
}

absl::Status IndexWriter::JoinWords(bool& did) {
  ASSIGN_OR_RETURN(SqliteTransaction transaction,
                   SqliteTransaction::BeginWrite(index_));
  const int64_t before = index_.total_changes();
  join_words_.BindInt64(1, kPagesJoinedAtOnce);
  RETURN_IF_ERROR(join_words_.Run());
  // As FTS5 documents it: the command itself counts for one.
  did = index_.total_changes() - before >= 2;
  return did ? transaction.Commit() : absl::OkStatus();
}

absl::StatusOr<std::vector<SupersededVersion>> IndexWriter::Collectable(
    int64_t up_to) {
  return ReadSuperseded(main_, state_.collected, up_to, kMaxRemovedAtOnce);
}

absl::Status IndexWriter::RemoveVersions(
    const std::vector<SupersededVersion>& versions, int64_t up_to) {
  Forget();
  IndexState state = state_;
  ASSIGN_OR_RETURN(SqliteTransaction transaction,
                   SqliteTransaction::BeginWrite(index_));
  for (const SupersededVersion& old : versions) {
    // What was replaced before it was indexed is in the index all the same.
    RETURN_IF_ERROR(old.kind == SupersededKind::kDocument
                        ? RemoveDocument(old.version)
                        : RemoveNames(old.number, old.version));
  }
  RETURN_IF_ERROR(FlushPostings());
  state.collected = up_to;
  RETURN_IF_ERROR(WriteState(state));
  RETURN_IF_ERROR(transaction.Commit());
  state_ = state;
  return absl::OkStatus();
}

absl::Status IndexWriter::RemoveDocument(int64_t version) {
  read_document_.BindInt64(1, version);
  SqliteReset reset(read_document_);
  ASSIGN_OR_RETURN(const bool found, read_document_.Step());
  if (!found) return absl::OkStatus();
  absl::string_view entities = read_document_.Blob(0);
  uint64_t number = 0;
  while (TakeVarint(entities, number)) {
    mentions_.Remove(static_cast<int64_t>(number), version);
  }
  IndexEntry entry;
  entry.version = version;
  RETURN_IF_ERROR(ReadEntry(read_document_.Blob(2), entry));
  RETURN_IF_ERROR(facts_.Remove(entry));
  for (const int64_t key : entry.sketch_keys) {
    RETURN_IF_ERROR(RunWith(delete_sketch_key_, key, version));
  }
  // The full text knows what to take out by being told what was put in.
  const std::string words = JoinFoldedWords(read_document_.Blob(1));
  delete_words_.BindInt64(1, version);
  delete_words_.BindText(2, words);
  return delete_words_.Run();
}

absl::Status IndexWriter::RemoveNames(int64_t number, int64_t version) {
  read_entity_.BindInt64(1, number);
  read_entity_.BindInt64(2, version);
  SqliteReset reset(read_entity_);
  ASSIGN_OR_RETURN(const bool found, read_entity_.Step());
  if (!found) return absl::OkStatus();
  EntityKeys keys;
  AddKeys(read_entity_.Blob(0), keys);
  EntityKeys kept;
  read_other_versions_.BindInt64(1, number);
  read_other_versions_.BindInt64(2, version);
  SqliteReset reset_others(read_other_versions_);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, read_other_versions_.Step());
    if (!more) break;
    AddKeys(read_other_versions_.Blob(0), kept);
  }
  RETURN_IF_ERROR(RunForEach(keys.names, kept.names, keys.id, delete_name_));
  return RunForEach(keys.redirects, kept.redirects, keys.id, delete_redirect_);
}

absl::Status IndexWriter::WriteState(const IndexState& state) {
  write_state_.BindInt64(1, state.indexed);
  write_state_.BindInt64(2, state.collected);
  return write_state_.Run();
}

}  // namespace isnad
