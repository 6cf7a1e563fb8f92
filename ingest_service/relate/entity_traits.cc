#include "ingest_service/relate/entity_traits.h"

namespace isnad {
namespace {

void SetCode(absl::string_view code, std::array<char, 2>& out) {
  if (code.size() == out.size()) out = {code[0], code[1]};
}

}  // namespace

CatalogTraits::CatalogTraits(const Catalog& catalog)
    : catalog_(catalog), traits_(catalog.size()) {
  const auto find = [&catalog](const std::string& id) {
    const absl::optional<uint32_t> found =
        id.empty() ? absl::nullopt : catalog.Find(id);
    return found.has_value() ? *found : kNoEntity;
  };
  for (uint32_t i = 0; i < catalog.size(); ++i) {
    const catalog::v1::CatalogEntity& entity = catalog.entity(i);
    EntityTraits& traits = traits_[i];
    traits.type = entity.type();
    traits.kind = KindOf(entity.type());
    SetCode(entity.country(), traits.country);
    SetCode(entity.made_for(), traits.made_for);
    traits.maker = find(entity.maker());
    traits.part_of = find(entity.part_of());
    if (entity.office_size() > 0) {
      traits.office = find(entity.office(0).organization());
    }
    if (entity.type() == v1::ENTITY_TYPE_COUNTRY) {
      countries_.emplace(entity.country(), i);
    }
  }
  for (EntityTraits& traits : traits_) {
    if (traits.office == kNoEntity) continue;
    const v1::EntityType office = traits_[traits.office].type;
    traits.serves_state = office == v1::ENTITY_TYPE_COUNTRY ||
                          office == v1::ENTITY_TYPE_GOVERNMENT;
  }
}

EntityIndex CatalogTraits::CountryOf(absl::string_view code) const {
  const auto found = countries_.find(code);
  return found == countries_.end() ? kNoEntity : found->second;
}

DocumentEntities::DocumentEntities(const CatalogTraits& catalog,
                                   const Reading& reading)
    : catalog_(catalog) {
  discovered_.reserve(reading.discovered.size());
  for (const v1::Entity& entity : reading.discovered) {
    EntityTraits traits;
    traits.type = entity.type();
    traits.kind = KindOf(entity.type());
    SetCode(entity.country_code(), traits.country);
    discovered_.push_back(traits);
  }
}

bool DocumentEntities::IsState(EntityIndex entity) const {
  const EntityTraits& traits = Traits(entity);
  switch (traits.type) {
    case v1::ENTITY_TYPE_COUNTRY:
    case v1::ENTITY_TYPE_CITY:
    case v1::ENTITY_TYPE_GOVERNMENT:
      return traits.country[0] != 0;
    case v1::ENTITY_TYPE_REGION:  // a union of states has a code of its own
      return traits.country[0] != 0 && CountryOf(traits.Country()) == kNoEntity;
    case v1::ENTITY_TYPE_PERSON:
      return traits.serves_state && traits.country[0] != 0;
    default:
      return false;
  }
}

}  // namespace isnad
