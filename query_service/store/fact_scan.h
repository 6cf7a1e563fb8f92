// Looking facts up: decisions, figures, statements and relations, each with the
// document that states it.
#ifndef ISNAD_QUERY_SERVICE_STORE_FACT_SCAN_H_
#define ISNAD_QUERY_SERVICE_STORE_FACT_SCAN_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "isnad/v1/document.pb.h"
#include "isnad/v1/fact.pb.h"

namespace isnad {

// Values are stored in indexes.
enum class FactType {
  kDecision = 1,
  kFigure = 2,
  kStatement = 3,
  kRelation = 4,
};

inline FactType FactTypeOf(const v1::Decision&) { return FactType::kDecision; }
inline FactType FactTypeOf(const v1::Figure&) { return FactType::kFigure; }
inline FactType FactTypeOf(const v1::Statement&) {
  return FactType::kStatement;
}
inline FactType FactTypeOf(const v1::Relation&) { return FactType::kRelation; }

// By what facts are found. Values are stored in indexes.
enum class FactField {
  kJurisdiction = 1,  // of a decision, a country's code
  kProduct = 2,       // of a decision, an entity's name
  kDestination = 3,   // of a decision, a country's code
  kParty = 4,         // of a decision, an entity's name
  kSubject = 5,       // of a figure or relation, an entity's name
  kObject = 6,        // of a relation, an entity's name
  kSpeaker = 7,       // of a statement; of a decision or figure, the entities
                      // of its chain with ROLE_SPEAKER
  kVia = 8,           // entities of the chain with ROLE_VIA
  kOutlet = 9,        // of the document, as it has it
};

// One value of a field, as the message has it ("CN", "entities/nvidia"). Not
// empty: what is missing cannot be looked up.
struct FactTag {
  FactField field = FactField::kJurisdiction;
  std::string value;
};

inline bool operator==(const FactTag& a, const FactTag& b) {
  return a.field == b.field && a.value == b.value;
}

// Called with a field and its value, which lives as long as the fact.
using FactTagVisitor = absl::FunctionRef<void(FactField, absl::string_view)>;

// Visits every tag by which a fact of a document can be found, some of them
// twice if the fact says so.
void ForEachFactTag(const v1::Decision& decision, const v1::Document& document,
                    FactTagVisitor visit);
void ForEachFactTag(const v1::Figure& figure, const v1::Document& document,
                    FactTagVisitor visit);
void ForEachFactTag(const v1::Statement& statement,
                    const v1::Document& document, FactTagVisitor visit);
void ForEachFactTag(const v1::Relation& relation, const v1::Document& document,
                    FactTagVisitor visit);

// Returns them.
template <typename Fact>
std::vector<FactTag> FactTagsOf(const Fact& fact,
                                const v1::Document& document) {
  std::vector<FactTag> tags;
  ForEachFactTag(fact, document,
                 [&tags](FactField field, absl::string_view value) {
                   tags.push_back({field, std::string(value)});
                 });
  return tags;
}

// Any of these.
using FactTagGroup = std::vector<FactTag>;

// Whether of each group one is among `tags`.
bool HasTagOfEach(const std::vector<FactTagGroup>& groups,
                  const std::vector<FactTag>& tags);

// In which order documents are visited; the facts of one always stand by their
// place in its text. "By time": by the publish time to the microsecond, those
// without one before all others, equal ones by revision.
enum class FactOrder {
  kRevision,
  kRevisionDescending,
  kTime,
  kTimeDescending,
};

// A place among all facts of a type.
struct FactPosition {
  // Of the document, which is the revision that brought it.
  int64_t version = 0;
  // Among the document's facts of the type.
  int64_t ordinal = 0;
};

// Which facts of a type to visit.
struct FactScan {
  // Steps of a scan that answers one call.
  static constexpr int64_t kStepsOfOneCall = 20'000;

  // Only of this document (its id); empty: of all.
  std::string document_id;
  // Only facts that have a tag of each group; none: all.
  std::vector<FactTagGroup> tags;
  FactOrder order = FactOrder::kRevision;
  // Only of documents published then or before; those without a publish time
  // are always visited.
  std::optional<absl::Time> published_by;
  // The first place to visit, from an earlier scan of the same revision that
  // differs in nothing else; the beginning if not set.
  std::optional<FactPosition> from;
  // Ends the scan after looking at about this many places of the index (a few
  // microseconds each), visited or not, so that it takes bounded time.
  int64_t max_steps = kStepsOfOneCall;
};

// Publish time of a document, nothing where it has none.
std::optional<absl::Time> PublishTimeOf(const v1::Document& document);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_FACT_SCAN_H_
