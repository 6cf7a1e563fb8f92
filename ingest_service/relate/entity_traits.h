#ifndef ISNAD_INGEST_SERVICE_RELATE_ENTITY_TRAITS_H_
#define ISNAD_INGEST_SERVICE_RELATE_ENTITY_TRAITS_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "ingest_service/catalog/catalog.h"
#include "ingest_service/recognize/reading.h"

namespace isnad {

inline constexpr EntityIndex kNoEntity = 0xFFFFFFFF;

// What fact reading asks of an entity.
struct EntityTraits {
  v1::EntityType type = v1::ENTITY_TYPE_UNSPECIFIED;
  // ISO 3166 alpha-2 code; zeros if unknown.
  std::array<char, 2> country = {0, 0};
  // A person whose first post is with a state or one of its bodies.
  bool serves_state = false;
  // Who makes it, and whose part it is; kNoEntity if unknown.
  EntityIndex maker = kNoEntity;
  EntityIndex part_of = kNoEntity;
  // A person's first post.
  EntityIndex office = kNoEntity;

  absl::string_view Country() const {
    return country[0] == 0 ? absl::string_view()
                           : absl::string_view(country.data(), 2);
  }
};

// The traits of every entity of a catalog. Immutable, thread-safe; does not own
// the catalog.
class CatalogTraits {
 public:
  explicit CatalogTraits(const Catalog& catalog);

  const Catalog& catalog() const { return catalog_; }
  const EntityTraits& operator[](EntityIndex entity) const {
    return traits_[entity];
  }
  // The country of an ISO code; kNoEntity if the catalog has none.
  EntityIndex CountryOf(absl::string_view code) const;

 private:
  const Catalog& catalog_;
  std::vector<EntityTraits> traits_;
  absl::flat_hash_map<std::string, EntityIndex> countries_;
};

// The entities of one document: the catalog's and those discovered in it.
class DocumentEntities {
 public:
  // Both must outlive it.
  DocumentEntities(const CatalogTraits& catalog, const Reading& reading);

  const EntityTraits& Traits(EntityIndex entity) const;
  v1::EntityKind Kind(EntityIndex entity) const;
  // Resource name, `entities/{entity}`.
  std::string Name(EntityIndex entity) const;
  EntityIndex CountryOf(absl::string_view code) const {
    return catalog_.CountryOf(code);
  }

  // A chip, an architecture or a system.
  bool IsChip(EntityIndex entity) const;
  // A firm; outlets and bodies of states are none.
  bool IsCompany(EntityIndex entity) const;
  bool IsMedia(EntityIndex entity) const;
  // Someone who can decide for a state: a country, a city that stands for its
  // government, a body, a person in office.
  bool IsState(EntityIndex entity) const;

 private:
  const CatalogTraits& catalog_;
  const Reading& reading_;
  std::vector<EntityTraits> discovered_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_ENTITY_TRAITS_H_
