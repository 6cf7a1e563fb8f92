#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_INDEX_WRITER_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_INDEX_WRITER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/sqlite/database.h"
#include "query_service/store/sqlite/collector.h"
#include "query_service/store/sqlite/fact_postings.h"
#include "query_service/store/sqlite/index_feed.h"
#include "query_service/store/sqlite/index_schema.h"
#include "query_service/store/sqlite/version_file.h"

namespace isnad {

// Brings the index up to the main file, one transaction at a time. Not
// thread-safe.
class IndexWriter {
 public:
  // Text and versions that one transaction takes in at most.
  struct Batch {
    int64_t bytes;
    int versions;
  };
  // Small enough that a read which waits for its revision waits milliseconds.
  static constexpr Batch kSmallBatch = {2 << 20, 256};
  // For when nobody waits: the same pages are written for more versions.
  static constexpr Batch kLargeBatch = {8 << 20, 2'048};

  // Superseded versions that one transaction takes out at most.
  static constexpr int kMaxRemovedAtOnce = 256;

  // `main` is read, `index` is written. `feed` and `versions` must outlive the
  // writer; what is not in `feed` is read from `main`. Versions of entities and
  // documents are put into `versions`.
  static absl::StatusOr<std::unique_ptr<IndexWriter>> Create(
      SqliteDatabase main, OpenedIndex index, IndexFeed& feed,
      VersionFiles& versions);

  // Takes in revisions behind `state().indexed`, up to `newest` at most.
  absl::Status IndexSome(int64_t newest, const Batch& batch);

  // Takes the given versions out, which were replaced up to `up_to`.
  absl::Status RemoveVersions(const std::vector<SupersededVersion>& versions,
                              int64_t up_to);

  // Joins some of the pieces that the full text consists of, so that a search
  // has fewer to look into; sets `did` to whether there were any to join.
  absl::Status JoinWords(bool& did);

  // Returns some of the versions that were replaced after `state().collected`
  // and up to `up_to`.
  absl::StatusOr<std::vector<SupersededVersion>> Collectable(int64_t up_to);

  const IndexState& state() const { return state_; }

 private:
  IndexWriter(SqliteDatabase main, OpenedIndex index, IndexFeed& feed,
              VersionFiles& versions);

  absl::Status Prepare();
  void Forget();
  // Adds document versions of (from, to]; lowers `to` to where it stopped.
  absl::Status AddDocuments(const Batch& batch, int64_t from, int64_t& to);
  absl::Status AddDocumentsOfFile(const Batch& batch, int64_t from,
                                  int64_t& to);
  absl::Status AddDocument(const IndexEntry& entry);
  // Writes the postings that were added or removed, in the order of their
  // tables.
  absl::Status FlushPostings();
  // Writes the words that were added. Must be the last of a transaction: a
  // statement that can be undone by itself, such as a REPLACE, makes the full
  // text write all that it holds in memory.
  absl::Status FlushWords();
  // Adds what entities are found by.
  absl::Status AddEntities(int64_t from, int64_t to);
  absl::Status AddDeletions(int64_t from, int64_t to);
  absl::Status AddPostings(int64_t version, absl::string_view entities);
  // Fills an entry but for entities and text; `header` is that of its version.
  absl::Status ReadEntry(absl::string_view header, IndexEntry& entry);
  absl::Status RemoveDocument(int64_t version);
  absl::Status RemoveNames(int64_t number, int64_t version);
  absl::Status WriteState(const IndexState& state);

  SqliteDatabase main_;
  SqliteDatabase index_;
  IndexFeed& feed_;
  VersionFiles& versions_;
  IndexState state_;
  FactPostings facts_;
  PostingWriter mentions_;
  // (key, version), not yet written.
  std::vector<std::pair<int64_t, int64_t>> sketch_keys_;
  // Folded words of versions, not yet written.
  std::vector<std::pair<int64_t, std::string>> words_;

  SqliteStatement read_documents_;
  SqliteStatement read_document_;
  SqliteStatement read_changes_;
  SqliteStatement read_deletions_;
  SqliteStatement read_entity_;
  SqliteStatement read_other_versions_;
  SqliteStatement insert_sketch_key_;
  SqliteStatement delete_sketch_key_;
  SqliteStatement insert_name_;
  SqliteStatement delete_name_;
  SqliteStatement insert_redirect_;
  SqliteStatement delete_redirect_;
  SqliteStatement insert_words_;
  SqliteStatement delete_words_;
  SqliteStatement join_words_;
  SqliteStatement write_state_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_INDEX_WRITER_H_
