#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_SQLITE_READER_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_SQLITE_READER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "query_service/store/sqlite/fact_codec.h"
#include "query_service/store/sqlite/posting_list.h"
#include "query_service/store/sqlite/reader_pool.h"
#include "query_service/store/sqlite/store_progress.h"
#include "query_service/store/sqlite/version_file.h"
#include "query_service/store/store_reader.h"

namespace isnad {

// Reads a revision through a connection of the pool. Every row says from and
// until which revision it holds, so any snapshot that holds the revision will
// do; each call ends by making sure that nothing of the revision was collected
// before the snapshot.
class SqliteReader final : public StoreReader {
 public:
  // `versions`, `progress` and the lease's pool must outlive it.
  SqliteReader(ReaderPool::Lease connection, const VersionFiles& versions,
               const StoreProgress& progress, int64_t revision)
      : connection_(std::move(connection)),
        versions_(versions),
        progress_(progress),
        revision_(revision) {}

  int64_t revision() const override { return revision_; }
  absl::StatusOr<std::optional<v1::Entity>> FindEntity(
      absl::string_view id) override;
  absl::StatusOr<std::optional<std::string>> FindSerializedEntity(
      absl::string_view id) override;
  absl::Status ScanEntities(
      absl::string_view after,
      absl::FunctionRef<Visit(const v1::Entity&)> visit) override;
  absl::StatusOr<std::vector<std::string>> FindSerializedEntitiesByFoldKey(
      absl::string_view fold_key) override;
  absl::StatusOr<std::vector<v1::Entity>> FindEntitiesByFoldKey(
      absl::string_view fold_key) override;
  absl::StatusOr<std::vector<std::string>> FindRedirectsTo(
      absl::string_view id, size_t limit) override;
  absl::Status ScanEntityChanges(
      int64_t after,
      absl::FunctionRef<Visit(const v1::Entity&)> visit) override;
  absl::StatusOr<std::optional<StoredDocument>> FindDocument(
      absl::string_view id) override;
  absl::StatusOr<std::optional<StoredDocument>> FindDocumentVersion(
      int64_t version) override;
  absl::Status ScanDocuments(
      absl::string_view after,
      absl::FunctionRef<Visit(StoredDocument&)> visit) override;
  absl::Status LoadBody(StoredDocument& stored) override;
  absl::StatusOr<std::vector<v1::FactChange>> LoadChanges() override;
  absl::StatusOr<std::string> LoadText(int64_t version) override;
  absl::StatusOr<v1::Analysis> LoadAnalysis(StoredDocument stored) override;
  absl::Status ScanSketchKey(
      uint64_t key, int64_t before_version,
      absl::FunctionRef<Visit(StoredDocument&)> visit) override;
  absl::Status ScanMentionViews(
      const MentionScan& scan,
      absl::FunctionRef<Visit(MentionPosition, const MentionView&)> visit)
      override;
  absl::StatusOr<std::vector<SearchHit>> Search(
      const SearchTerms& terms, const std::optional<SearchHit>& after,
      int limit) override;

 protected:
  absl::StatusOr<std::optional<FactPosition>> ScanSerializedFacts(
      FactType type, const FactScan& scan,
      SerializedFactVisitor visit) override;

 private:
  // Adds every fact of a version but its mentions.
  absl::Status LoadFacts(int64_t version, v1::Analysis& analysis);

  using MentionVisitor =
      absl::FunctionRef<Visit(MentionPosition, const MentionView&)>;

  // A document version whose mentions are visited.
  struct MentionSource {
    int64_t version = 0;
    // What the names of its mentions begin with.
    std::string name_prefix;
    absl::string_view text;
    // Names of the entities that its mentions count by index, one after the
    // other, and where each ends.
    std::string entity_names;
    std::vector<size_t> entity_ends;

    void AddEntity(absl::string_view id);
    // Adds those of a block, FactKind::kMentionEntities.
    absl::Status AddEntities(absl::string_view block);
    // REQUIRES: index < entity_ends.size().
    absl::string_view EntityName(size_t index) const {
      const size_t begin = index == 0 ? 0 : entity_ends[index - 1];
      return absl::string_view(entity_names)
          .substr(begin, entity_ends[index] - begin);
    }
  };

  // REVISION_COMPACTED if part of the revision may be gone.
  absl::Status CheckNotCompacted() const;
  // The newest version of a document at this revision.
  struct NewestVersion {
    int64_t version = 0;
    // Whether it is known to hold; else the document may have been deleted.
    bool holds = false;
  };
  // Nothing for a document that is known not to be there.
  absl::StatusOr<std::optional<NewestVersion>> FindVersionOf(
      absl::string_view document_id);
  // As ScanMentionViews: of one document; of all that mention one of some
  // entities; of all.
  absl::Status ScanMentionsOfDocument(const MentionScan& scan,
                                      MentionVisitor visit);
  absl::Status ScanMentionsOfAny(const MentionScan& scan, MentionVisitor visit);
  absl::Status ScanAllMentions(const MentionScan& scan, MentionVisitor visit);
  // Binds kMentionVersions to versions of a range that hold at this revision.
  absl::StatusOr<SqliteStatement*> MentionVersions(int64_t first, int64_t last);
  // Returns the lists of those of these entities that there are.
  absl::StatusOr<std::vector<PostingList>> MentionListsOf(
      const std::vector<std::string>& ids);
  // Returns the first version from `first` on that is in one of the lists and
  // no newer than this revision.
  absl::StatusOr<std::optional<int64_t>> FirstMentioning(
      std::vector<PostingList>& lists, int64_t first) const;
  // Adds the entities of a version that was stored without a block of them, by
  // their numbers.
  absl::Status ReadMentionEntities(MentionSource& source);
  // Visits the mentions of one version from a position on.
  absl::StatusOr<Visit> ScanVersion(int64_t version,
                                    absl::string_view document_id,
                                    const MentionPosition& from,
                                    absl::string_view entity_name,
                                    MentionVisitor visit);
  // The same of a block, whose first mention has the given ordinal.
  absl::StatusOr<Visit> VisitBlock(const MentionSource& source,
                                   absl::string_view block, int64_t ordinal,
                                   int64_t from_ordinal,
                                   absl::string_view entity_name,
                                   MentionVisitor visit);

  // Visits the facts of a type of one version from an ordinal on; returns the
  // ordinal of the one whose visit ended it.
  absl::StatusOr<std::optional<int64_t>> ScanFactsOf(
      const StoredDocument& stored, FactType type, int64_t from_ordinal,
      SerializedFactVisitor visit);

  // Parts of LoadChanges().
  absl::Status LoadEntityChanges(std::vector<v1::FactChange>& changes);
  absl::Status LoadRemovedFacts(std::vector<v1::FactChange>& changes);
  // Adds the facts of a version, whether or not this revision sees it.
  absl::Status AddVersionChanges(int64_t version, v1::ChangeType type,
                                 std::vector<v1::FactChange>& changes);
  absl::Status LoadMentionsOf(int64_t version, v1::Analysis& analysis);

  ReaderPool::Lease connection_;
  const VersionFiles& versions_;
  const StoreProgress& progress_;
  const int64_t revision_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_SQLITE_READER_H_
