#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_MENTION_DRAFT_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_MENTION_DRAFT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "ingest_service/catalog/catalog.h"
#include "ingest_service/normalize/normalized_text.h"
#include "ingest_service/recognize/document_names.h"
#include "ingest_service/recognize/entity_resolver.h"
#include "ingest_service/recognize/reading.h"

namespace isnad {

// The mentions of one document while rules add to them: kept in text order and
// without overlap, with the entities discovered so far. Not thread-safe.
class MentionDraft {
 public:
  // Begins with the mentions that `names` chooses. All must outlive the draft.
  MentionDraft(const Catalog& catalog, const EntityResolver& resolver,
               const NormalizedText& text, const DocumentNames& names);

  const Catalog& catalog() const { return catalog_; }
  const NormalizedText& text() const { return text_; }
  const WordRoles& roles() const { return names_.roles(); }
  const CliticForms& forms() const { return names_.forms(); }
  const CatalogSurnames& surnames() const { return names_.surnames(); }
  const std::vector<EntityMention>& mentions() const { return mentions_; }

  // Returns the mention that touches a token, null if none does. Valid until
  // the draft changes.
  const EntityMention* At(uint32_t token) const {
    return token < size_ && owner_[token] != 0 ? &mentions_[owner_[token] - 1]
                                               : nullptr;
  }

  // Returns the first token of [begin, end) that a mention touches or where a
  // word with one of some roles begins; `end` if there is none. REQUIRES: they
  // are inside the text.
  uint32_t NextPlace(uint32_t begin, uint32_t end, WordRoleSet roles) const {
    while (begin < end && IsFree(begin) &&
           (names_.roles().RolesAt(begin) & roles) == 0) {
      ++begin;
    }
    return begin;
  }

  // Whether no mention touches a token. REQUIRES: a token of the text.
  bool IsFree(uint32_t token) const { return owner_[token] == 0; }

  // Whether tokens [begin, end) are inside the text and touch no mention.
  bool IsFree(uint32_t begin, uint32_t end) const;

  // Puts mentions in place of those whose tokens they touch. REQUIRES: they
  // are in text order; one that touches the one before it is left out.
  void Replace(const std::vector<EntityMention>& mentions);

  // Adds mentions that touch no token of one another nor of those there are;
  // others are left out.
  void AddAll(const std::vector<EntityMention>& mentions);

  // Returns the entity of a type and name: the one of the catalog that an
  // EntityResolver knows by it, else a discovered one, made on first use with
  // the country, if any. The id of that depends on its kind and folded name
  // only.
  EntityIndex Discover(v1::EntityType type, absl::string_view name,
                       absl::string_view country = "");

  // As Discover, with a given id and country.
  EntityIndex DiscoverWithId(v1::EntityType type, absl::string_view id,
                             absl::string_view name, absl::string_view country);

  // Notes that what a mention of this text stands for goes by the name at the
  // mention too, so that its repetitions are found.
  void AddAlias(const EntityMention& mention) { aliases_.push_back(mention); }
  const std::vector<EntityMention>& aliases() const { return aliases_; }

  const EntityResolver& resolver() const { return resolver_; }

  // Returns a mention of an entity over tokens [begin, end), without
  // `clitic_bytes` of the first one's folded form.
  EntityMention MakeMention(uint32_t begin, uint32_t end, uint32_t clitic_bytes,
                            EntityIndex entity, float confidence) const;

  // The class and type of any entity.
  v1::EntityType TypeOf(EntityIndex entity) const;

  // Takes everything out.
  std::vector<EntityMention> TakeMentions() { return std::move(mentions_); }
  std::vector<v1::Entity> TakeDiscovered() { return std::move(discovered_); }

 private:
  void Claim(size_t mention);
  void Rebuild();

  const Catalog& catalog_;
  const EntityResolver& resolver_;
  const NormalizedText& text_;
  const DocumentNames& names_;
  std::vector<EntityMention> mentions_;
  // For each token 1 + the number of the mention that touches it, or 0.
  std::vector<uint32_t> owner_;
  const uint32_t size_;  // of `owner_`
  std::vector<v1::Entity> discovered_;
  std::vector<EntityMention> aliases_;
  absl::flat_hash_map<std::string, EntityIndex> index_by_id_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_MENTION_DRAFT_H_
