#ifndef ISNAD_INGEST_SERVICE_RELATE_ENTITY_TRAITS_H_
#define ISNAD_INGEST_SERVICE_RELATE_ENTITY_TRAITS_H_

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "ingest_service/catalog/catalog.h"
#include "ingest_service/recognize/reading.h"

namespace isnad {

inline constexpr EntityIndex kNoEntity = 0xFFFFFFFF;

// A set of entity types.
class EntityTypes {
 public:
  constexpr EntityTypes() = default;
  constexpr EntityTypes(std::initializer_list<v1::EntityType> types) {
    for (const v1::EntityType type : types) Add(type);
  }

  constexpr void Add(v1::EntityType type) { bits_ |= uint64_t{1} << type; }
  constexpr bool Contains(v1::EntityType type) const {
    return (bits_ >> type & 1) != 0;
  }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr bool HasAnyOf(EntityTypes other) const {
    return (bits_ & other.bits_) != 0;
  }

 private:
  static_assert(v1::EntityType_ARRAYSIZE <= 64);
  uint64_t bits_ = 0;
};

inline constexpr EntityTypes kChipTypes = {
    v1::ENTITY_TYPE_CHIP, v1::ENTITY_TYPE_ARCHITECTURE, v1::ENTITY_TYPE_SYSTEM};
inline constexpr EntityTypes kCompanyTypes = {
    v1::ENTITY_TYPE_COMPANY, v1::ENTITY_TYPE_RESEARCH,
    v1::ENTITY_TYPE_OTHER_ORGANIZATION};

// What fact reading asks of an entity.
struct EntityTraits {
  v1::EntityType type = v1::ENTITY_TYPE_UNSPECIFIED;
  v1::EntityKind kind = v1::ENTITY_KIND_UNSPECIFIED;
  // ISO 3166 alpha-2 code; zeros if unknown.
  std::array<char, 2> country = {0, 0};
  // Of the country for whose market alone it is made; zeros for all others.
  std::array<char, 2> made_for = {0, 0};
  // A person whose first post is with a state or one of its bodies.
  bool serves_state = false;
  // Who makes it, and whose part it is; kNoEntity if unknown.
  EntityIndex maker = kNoEntity;
  EntityIndex part_of = kNoEntity;
  // A person's first post.
  EntityIndex office = kNoEntity;

  absl::string_view Country() const { return Code(country); }
  absl::string_view MadeFor() const { return Code(made_for); }

 private:
  static absl::string_view Code(const std::array<char, 2>& code) {
    return code[0] == 0 ? absl::string_view()
                        : absl::string_view(code.data(), code.size());
  }
};

// The traits of every entity of a catalog. Immutable, thread-safe; does not own
// the catalog.
class CatalogTraits {
 public:
  explicit CatalogTraits(const Catalog& catalog);

  const Catalog& catalog() const { return catalog_; }
  uint32_t size() const { return static_cast<uint32_t>(traits_.size()); }
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
  // The catalog must outlive it.
  DocumentEntities(const CatalogTraits& catalog, const Reading& reading);

  const EntityTraits& Traits(EntityIndex entity) const {
    const uint32_t known = catalog_.size();
    return entity < known ? catalog_[entity] : discovered_[entity - known];
  }
  v1::EntityKind Kind(EntityIndex entity) const { return Traits(entity).kind; }
  EntityIndex CountryOf(absl::string_view code) const {
    return catalog_.CountryOf(code);
  }

  // A chip, an architecture or a system.
  bool IsChip(EntityIndex entity) const {
    return kChipTypes.Contains(Traits(entity).type);
  }
  // A firm; outlets and bodies of states are none.
  bool IsCompany(EntityIndex entity) const {
    return kCompanyTypes.Contains(Traits(entity).type);
  }
  bool IsMedia(EntityIndex entity) const {
    return Traits(entity).type == v1::ENTITY_TYPE_MEDIA;
  }
  bool IsFund(EntityIndex entity) const {
    return Traits(entity).type == v1::ENTITY_TYPE_FUND;
  }
  // Who can say something: a person, an organization, a fund.
  bool CanSpeak(EntityIndex entity) const {
    const v1::EntityKind kind = Kind(entity);
    return kind == v1::ENTITY_KIND_PERSON ||
           kind == v1::ENTITY_KIND_ORGANIZATION || IsFund(entity);
  }
  // Someone who can decide for a state: a country, a city that stands for its
  // government, a body, a person in office.
  bool IsState(EntityIndex entity) const;

 private:
  const CatalogTraits& catalog_;
  std::vector<EntityTraits> discovered_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_ENTITY_TRAITS_H_
