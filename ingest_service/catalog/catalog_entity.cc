// From the catalog's form of an entity to that of the API.
#include <string>

#include "absl/strings/str_cat.h"
#include "common/names/name_tokens.h"
#include "ingest_service/catalog/catalog.h"

namespace isnad {
namespace {

using catalog::v1::CatalogEntity;

std::string ResourceName(const std::string& id) {
  return id.empty() ? "" : absl::StrCat("entities/", id);
}

void AddName(const std::string& text, bool conditional, v1::Entity* entity) {
  const bool arabic = HasArabicLetter(text);
  v1::EntityName* name = entity->add_names();
  name->set_text(text);
  name->set_language_code(arabic ? "ar" : "en");
  name->set_script_code(arabic ? "Arab" : "Latn");
  name->set_conditional(conditional);
}

// Display names come first: English, then Arabic.
void AddNames(const CatalogEntity& source, v1::Entity* entity) {
  if (!source.latin().empty()) AddName(source.latin(0), false, entity);
  if (!source.arabic().empty()) AddName(source.arabic(0), false, entity);
  for (int i = 1; i < source.latin_size(); ++i) {
    AddName(source.latin(i), false, entity);
  }
  for (int i = 1; i < source.arabic_size(); ++i) {
    AddName(source.arabic(i), false, entity);
  }
  for (const catalog::v1::ConditionalName& name : source.conditional()) {
    AddName(name.text(), true, entity);
  }
}

void SetProfile(const CatalogEntity& source, v1::Entity* entity) {
  switch (entity->kind()) {
    case v1::ENTITY_KIND_PERSON:
      for (const catalog::v1::Office& office : source.office()) {
        v1::Post* post = entity->mutable_person()->add_posts();
        post->set_title(office.title());
        post->set_organization(ResourceName(office.organization()));
      }
      break;
    case v1::ENTITY_KIND_ORGANIZATION:
      if (source.part_of().empty()) break;
      entity->mutable_organization()->set_parent(
          ResourceName(source.part_of()));
      break;
    case v1::ENTITY_KIND_PRODUCT:
      if (source.maker().empty() && source.part_of().empty()) break;
      entity->mutable_product()->set_maker(ResourceName(source.maker()));
      entity->mutable_product()->set_part_of(ResourceName(source.part_of()));
      break;
    case v1::ENTITY_KIND_PLACE:
      for (const std::string& demonym : source.demonym()) {
        entity->mutable_place()->add_demonyms(demonym);
      }
      break;
    case v1::ENTITY_KIND_INSTRUMENT:
      if (source.part_of().empty()) break;
      entity->mutable_instrument()->set_part_of(ResourceName(source.part_of()));
      break;
    default:
      break;
  }
}

}  // namespace

v1::EntityKind KindOf(v1::EntityType type) {
  switch (type) {
    case v1::ENTITY_TYPE_PERSON:
      return v1::ENTITY_KIND_PERSON;
    case v1::ENTITY_TYPE_COMPANY:
    case v1::ENTITY_TYPE_GOVERNMENT:
    case v1::ENTITY_TYPE_MEDIA:
    case v1::ENTITY_TYPE_RESEARCH:
    case v1::ENTITY_TYPE_OTHER_ORGANIZATION:
      return v1::ENTITY_KIND_ORGANIZATION;
    case v1::ENTITY_TYPE_CHIP:
    case v1::ENTITY_TYPE_ARCHITECTURE:
    case v1::ENTITY_TYPE_SYSTEM:
    case v1::ENTITY_TYPE_AI_MODEL:
    case v1::ENTITY_TYPE_SOFTWARE:
    case v1::ENTITY_TYPE_OTHER_PRODUCT:
      return v1::ENTITY_KIND_PRODUCT;
    case v1::ENTITY_TYPE_COUNTRY:
    case v1::ENTITY_TYPE_CITY:
    case v1::ENTITY_TYPE_REGION:
      return v1::ENTITY_KIND_PLACE;
    case v1::ENTITY_TYPE_LAW:
    case v1::ENTITY_TYPE_RULE:
    case v1::ENTITY_TYPE_LIST:
    case v1::ENTITY_TYPE_FUND:
    case v1::ENTITY_TYPE_PROGRAM:
      return v1::ENTITY_KIND_INSTRUMENT;
    default:
      return v1::ENTITY_KIND_UNSPECIFIED;
  }
}

v1::Entity Catalog::ToEntity(uint32_t index) const {
  const CatalogEntity& source = entity(index);
  v1::Entity result;
  result.set_name(ResourceName(source.id()));
  result.set_type(source.type());
  result.set_kind(KindOf(source.type()));
  result.set_display_name(source.latin().empty() ? source.arabic(0)
                                                 : source.latin(0));
  AddNames(source, &result);
  if (!source.wikidata_id().empty()) {
    v1::ExternalId* id = result.add_external_ids();
    id->set_system("wikidata");
    id->set_value(source.wikidata_id());
  }
  result.set_country_code(source.country());
  result.set_origin(v1::ENTITY_ORIGIN_CATALOG);
  SetProfile(source, &result);
  return result;
}

}  // namespace isnad
