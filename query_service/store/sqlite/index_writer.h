#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_INDEX_WRITER_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_INDEX_WRITER_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/sqlite/database.h"
#include "query_service/store/sqlite/collector.h"
#include "query_service/store/sqlite/fact_postings.h"
#include "query_service/store/sqlite/index_schema.h"

namespace isnad {

// Brings the index up to the main file, one transaction at a time. Not
// thread-safe.
class IndexWriter {
 public:
  // Text and versions that one transaction takes in; small enough that a read
  // which waits for its revision waits milliseconds.
  static constexpr int64_t kMaxBytesAtOnce = 2 << 20;
  static constexpr int kMaxVersionsAtOnce = 256;

  // `main` is read, `index` is written.
  static absl::StatusOr<std::unique_ptr<IndexWriter>> Create(
      SqliteDatabase main, OpenedIndex index);

  // Takes in revisions behind `state().indexed`, up to `newest` at most.
  absl::Status IndexSome(int64_t newest);

  // Takes the given versions out, which were replaced up to `up_to`.
  absl::Status RemoveVersions(const std::vector<SupersededVersion>& versions,
                              int64_t up_to);

  // Returns some of the versions that were replaced after `state().collected`
  // and up to `up_to`.
  absl::StatusOr<std::vector<SupersededVersion>> Collectable(int64_t up_to);

  const IndexState& state() const { return state_; }

 private:
  IndexWriter(SqliteDatabase main, OpenedIndex index);

  absl::Status Prepare();
  // Adds document versions of (from, to]; lowers `to` to where it stopped.
  absl::Status AddDocuments(int64_t from, int64_t& to);
  absl::Status AddNames(int64_t from, int64_t to);
  absl::Status AddPostings(int64_t version, absl::string_view entities);
  // Adds or removes the keys of the sketch in a document's header.
  absl::Status WriteSketchKeys(SqliteStatement& write, int64_t version,
                               absl::string_view header);
  absl::Status RemoveDocument(int64_t version);
  absl::Status RemoveNames(int64_t number, int64_t version);
  absl::Status WriteState(const IndexState& state);

  SqliteDatabase main_;
  SqliteDatabase index_;
  IndexState state_;
  FactPostings facts_;

  SqliteStatement read_documents_;
  SqliteStatement read_document_;
  SqliteStatement read_changes_;
  SqliteStatement read_entity_;
  SqliteStatement read_other_versions_;
  SqliteStatement insert_posting_;
  SqliteStatement delete_posting_;
  SqliteStatement insert_sketch_key_;
  SqliteStatement delete_sketch_key_;
  SqliteStatement insert_name_;
  SqliteStatement delete_name_;
  SqliteStatement insert_redirect_;
  SqliteStatement delete_redirect_;
  SqliteStatement insert_words_;
  SqliteStatement delete_words_;
  SqliteStatement write_state_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_INDEX_WRITER_H_
