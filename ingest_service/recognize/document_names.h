#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_DOCUMENT_NAMES_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_DOCUMENT_NAMES_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/container/inlined_vector.h"
#include "absl/types/optional.h"
#include "ingest_service/normalize/normalized_text.h"
#include "ingest_service/recognize/clitics.h"
#include "ingest_service/recognize/entity_names.h"
#include "ingest_service/recognize/name_matcher.h"
#include "ingest_service/recognize/reading.h"
#include "ingest_service/recognize/word_roles.h"

namespace isnad {

// The names of the catalog that stand in one document, and which of them hold.
//
// Conditions can depend on the rest of the document, so names are chosen twice:
// first those that hold by themselves, then, knowing these, all. Each time the
// longest name from the left wins.
class DocumentNames {
 public:
  // All three must outlive this.
  DocumentNames(const Catalog& catalog, const EntityNames& names,
                const NormalizedText& text);

  // Mentions of the catalog's entities in text order, not overlapping.
  std::vector<EntityMention> Choose() const;

  const WordRoles& roles() const { return roles_; }
  const CliticForms& forms() const { return forms_; }
  const CatalogSurnames& surnames() const { return names_.surnames(); }

 private:
  // Hashes of what one token may be read as.
  using FirstWords = absl::InlinedVector<uint64_t, 12>;

  // What is known of the document when names are chosen the second time.
  struct Context {
    // Values of conditional senses that held somewhere.
    absl::flat_hash_set<uint32_t> held;
    // The names chosen the first time: each entity with where its names begin,
    // in this order.
    std::vector<std::pair<EntityIndex, uint32_t>> places;

    // Whether a name of an entity stands anywhere.
    bool Stands(EntityIndex entity) const;

    // Bytes from a position to the nearest name of an entity, one before it
    // counting as nearer than any after it.
    uint64_t Distance(EntityIndex entity, uint32_t position) const;
  };

  // Of the senses of a name the one of the lowest rank is taken.
  enum Rank : uint8_t {
    kRankCue,  // a condition that holds says most
    kRankName,
    kRankAdjective,
    kRankSpelling,
    kRankAfterFullName,
    kRankHeldBefore,
    kRankDefault,
    kRankNone,
    kRankUnknown,  // not asked for yet
  };

  // Chooses names from the left. `ranks` has the RankAlone() of each sense of
  // each match, as far as it is known; `held` receives the conditional senses
  // that were taken.
  std::vector<EntityMention> ChooseWith(
      const Context* context, std::vector<Rank>& ranks,
      absl::flat_hash_set<uint32_t>* held) const;
  absl::optional<Sense> ChooseSense(const NameInText& match,
                                    const Context* context, Rank* ranks) const;
  // The rank of a sense whatever the rest of the document says.
  Rank RankAlone(Sense sense, const NameInText& match) const;
  // That of a sense which has none by itself.
  Rank RankIn(const Context& context, Sense sense,
              const NameInText& match) const;
  bool FollowsItsNoun(const NameInText& match) const;
  template <typename Predicate>
  bool Names(const NameInText& match, Predicate accepts) const;
  // Whether an unconditional name of an entity that `accepts` ends before, or
  // begins at, a token.
  template <typename Predicate>
  bool NameEndsAt(uint32_t token_end, Predicate accepts) const;
  template <typename Predicate>
  bool NameBeginsAt(uint32_t token, Predicate accepts) const;
  std::vector<NameInText>::const_iterator FirstMatchFrom(uint32_t token) const;
  bool IsQuote(uint32_t token) const;
  bool IsQuoted(const NameInText& match) const;
  bool IsSignature(const NameInText& match, EntityIndex entity) const;
  bool IsListed(const NameInText& match, EntityIndex entity) const;
  bool IsForeignWord(const NameInText& match, EntityIndex entity) const;
  bool IsDateline(const NameInText& match, EntityIndex entity) const;
  bool IsOrdinaryWord(const NameInText& match) const;
  bool HasCue(const NameInText& match, const SenseCondition& condition) const;
  FirstWords FirstWordsAt(uint32_t token) const;
  bool CueGoesOn(uint32_t token, uint32_t limit,
                 const std::vector<uint64_t>& cue) const;
  bool IsPartOfTitle(const NameInText& match) const;
  bool IsAccusativeNoun(const NameInText& match) const;
  bool IsSmallWord(const NameInText& match) const;
  bool IsPlausible(const NameInText& match) const;

  const Catalog& catalog_;
  const EntityNames& names_;
  const NormalizedText& text_;
  const CliticForms forms_;
  // With senses that are entities only.
  std::vector<NameInText> matches_;
  WordRoles roles_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_DOCUMENT_NAMES_H_
