#ifndef ISNAD_QUERY_SERVICE_STORE_STORE_READER_H_
#define ISNAD_QUERY_SERVICE_STORE_STORE_READER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "isnad/v1/analysis.pb.h"
#include "isnad/v1/document.pb.h"
#include "isnad/v1/entity.pb.h"
#include "isnad/v1/fact.pb.h"
#include "isnad/v1/watch_service.pb.h"
#include "query_service/store/fact_scan.h"

namespace isnad {

// A version of a document.
struct StoredDocument {
  // Grows from one version to the next, over all documents.
  int64_t version = 0;
  // Without `source`, `text` and `alignment` until `LoadBody`.
  v1::Document document;
};

// A place among all mentions.
struct MentionPosition {
  int64_t version = 0;
  int64_t ordinal = 0;
};

// A mention where it is stored. Its views live as long as it is visited.
struct MentionView {
  // "entities/...".
  absl::string_view entity;
  v1::EntityKind kind = v1::ENTITY_KIND_UNSPECIFIED;
  v1::MentionForm form = v1::MENTION_FORM_UNSPECIFIED;
  int32_t start_byte = 0;
  int32_t end_byte = 0;
  absl::string_view text;
  float confidence = 0;
  // What its resource name, "documents/.../mentions/...", begins with, and what
  // it ends with; empty: the mention has no name.
  absl::string_view name_prefix;
  absl::string_view id;

  // Its resource name, or nothing.
  std::string Name() const;

  // Returns the message.
  v1::Mention ToMention() const;
};

// Which mentions to visit.
struct MentionScan {
  // Only of this document; empty: of all, by version.
  std::string document_id;
  // Only of this entity; empty: of all.
  std::string entity_id;
  // Other entities that it was merged with: documents that mention any of them
  // are visited, with all mentions of each.
  std::vector<std::string> merged_ids;
  // The first place to visit.
  MentionPosition from;
};

// Words to search for.
struct SearchTerms {
  // Each is a sequence of folded words that stand next to each other.
  std::vector<std::vector<std::string>> phrases;
};

// A document that holds all terms.
struct SearchHit {
  int64_t version = 0;
  // Depends on the document and the terms alone, so it is the same on every
  // page of a list.
  double score = 0;
};

// Whether a scan goes on.
enum class Visit { kContinue, kStop };

// A fact and where it stands.
template <typename Fact>
struct StoredFact {
  StoredDocument document;
  FactPosition position;
  Fact fact;
};

// Reads one revision of a store. Made by `Store::Read`. Not thread-safe.
//
// Any call may fail with REVISION_COMPACTED (the revision was collected while
// it was read), STORE_BUSY or STORE_DAMAGED.
class StoreReader {
 public:
  virtual ~StoreReader() = default;

  virtual int64_t revision() const = 0;

  // Returns an entity by id (without "entities/").
  virtual absl::StatusOr<std::optional<v1::Entity>> FindEntity(
      absl::string_view id) = 0;

  // As `FindEntity`, but gives the entity in its serialized form.
  virtual absl::StatusOr<std::optional<std::string>> FindSerializedEntity(
      absl::string_view id) = 0;

  // Visits the entities with an id greater than `after`, by id.
  virtual absl::Status ScanEntities(
      absl::string_view after,
      absl::FunctionRef<Visit(const v1::Entity&)> visit) = 0;

  // Returns the entities that have a name with this fold key, by id, in their
  // serialized form; the index may know a name that one had at another
  // revision.
  virtual absl::StatusOr<std::vector<std::string>>
  FindSerializedEntitiesByFoldKey(absl::string_view fold_key) = 0;

  // The same as messages.
  virtual absl::StatusOr<std::vector<v1::Entity>> FindEntitiesByFoldKey(
      absl::string_view fold_key) = 0;

  // Returns the ids of entities whose `redirect_to` is the entity of this id,
  // by id, at most `limit`.
  virtual absl::StatusOr<std::vector<std::string>> FindRedirectsTo(
      absl::string_view id, size_t limit) = 0;

  // Visits the entities that revisions from `after` + 1 on made or changed, by
  // revision: each time as that revision left it, if that is still kept.
  virtual absl::Status ScanEntityChanges(
      int64_t after, absl::FunctionRef<Visit(const v1::Entity&)> visit) = 0;

  // Returns a document by id (without "documents/").
  virtual absl::StatusOr<std::optional<StoredDocument>> FindDocument(
      absl::string_view id) = 0;

  // Returns the document of a version of this revision.
  virtual absl::StatusOr<std::optional<StoredDocument>> FindDocumentVersion(
      int64_t version) = 0;

  // Visits the documents with an id greater than `after`, by id. The visited
  // document may be changed and moved from.
  virtual absl::Status ScanDocuments(
      absl::string_view after,
      absl::FunctionRef<Visit(StoredDocument&)> visit) = 0;

  // Sets `source`, `text` and `alignment`.
  virtual absl::Status LoadBody(StoredDocument& document) = 0;

  // Returns what came and went with exactly this revision: entities by id,
  // then facts that went, then facts that came. REVISION_COMPACTED for the
  // oldest revision too: what it replaced may be gone.
  virtual absl::StatusOr<std::vector<v1::FactChange>> LoadChanges() = 0;

  // Returns the text of a version.
  virtual absl::StatusOr<std::string> LoadText(int64_t version) = 0;

  // Visits the documents whose sketch (common/text/sketch.h) has this key, by
  // version, below `before_version`. The visited document may be moved from.
  virtual absl::Status ScanSketchKey(
      uint64_t key, int64_t before_version,
      absl::FunctionRef<Visit(StoredDocument&)> visit) = 0;

  // Returns everything of a document, as a record has it: the text is left out
  // where it equals the source, and so are revision and entities. The same
  // analysis stored anew changes nothing.
  virtual absl::StatusOr<v1::Analysis> LoadAnalysis(StoredDocument stored) = 0;

  // Visits mentions by version, then by place in the text. Nothing is visited
  // for a document or entity there is not.
  virtual absl::Status ScanMentionViews(
      const MentionScan& scan,
      absl::FunctionRef<Visit(MentionPosition, const MentionView&)> visit) = 0;

  // As above; the visited mention may be changed and moved from.
  absl::Status ScanMentions(
      const MentionScan& scan,
      absl::FunctionRef<Visit(MentionPosition, v1::Mention&)> visit);

  // Visits facts: decisions, figures, statements or relations. A visit gets the
  // document without its body, and may change and move from the fact, and read
  // whatever else it likes of this reader but for facts. Returns nothing if
  // all were visited; else where to go on: the fact whose visit said so, or
  // where the steps ran out. Nothing is visited for a document there is not.
  template <typename Fact>
  absl::StatusOr<std::optional<FactPosition>> ScanFacts(
      const FactScan& scan,
      absl::FunctionRef<Visit(const StoredDocument&, FactPosition, Fact&)>
          visit) {
    return ScanSerializedFacts(
        FactTypeOf(Fact()), scan,
        [&](const StoredDocument& stored, FactPosition position,
            absl::string_view bytes) -> std::optional<Visit> {
          Fact fact;
          if (!fact.ParseFromArray(bytes.data(),
                                   static_cast<int>(bytes.size()))) {
            return std::nullopt;
          }
          const bool is_asked =
              scan.tags.empty() ||
              HasTagOfEach(scan.tags, FactTagsOf(fact, stored.document));
          return is_asked ? visit(stored, position, fact) : Visit::kContinue;
        });
  }

  // Returns the fact of a full name, `documents/{document}/{facts}/{fact}`,
  // of the document with this id.
  template <typename Fact>
  absl::StatusOr<std::optional<StoredFact<Fact>>> FindFact(
      absl::string_view document_id, absl::string_view name) {
    FactScan scan;
    scan.document_id = std::string(document_id);
    std::optional<StoredFact<Fact>> found;
    const auto scanned = ScanFacts<Fact>(
        scan,
        [&](const StoredDocument& stored, FactPosition position, Fact& fact) {
          if (fact.name() != name) return Visit::kContinue;
          found = StoredFact<Fact>{stored, position, std::move(fact)};
          return Visit::kStop;
        });
    if (!scanned.ok()) return scanned.status();
    return found;
  }

  // Returns the best documents behind `after` (the last one of the page
  // before), by falling score, then by version. At most `limit`.
  virtual absl::StatusOr<std::vector<SearchHit>> Search(
      const SearchTerms& terms, const std::optional<SearchHit>& after,
      int limit) = 0;

 protected:
  // Gives nothing for bytes that are no fact, which is STORE_DAMAGED.
  using SerializedFactVisitor = absl::FunctionRef<std::optional<Visit>(
      const StoredDocument&, FactPosition, absl::string_view)>;

  // As `ScanFacts`, of one type, but also visits facts without the tags, of
  // documents that have others with them.
  virtual absl::StatusOr<std::optional<FactPosition>> ScanSerializedFacts(
      FactType type, const FactScan& scan, SerializedFactVisitor visit) = 0;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_STORE_READER_H_
