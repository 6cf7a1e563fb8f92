#ifndef ISNAD_INGEST_SERVICE_CATALOG_CATALOG_CHECK_H_
#define ISNAD_INGEST_SERVICE_CATALOG_CATALOG_CHECK_H_

#include <functional>
#include <string>

#include "absl/strings/string_view.h"
#include "isnad/catalog/v1/catalog.pb.h"
#include "isnad/v1/entity.pb.h"

namespace isnad {

// Returns what is wrong with an entity taken alone, empty if nothing.
std::string ProblemOf(const catalog::v1::CatalogEntity& entity);

// Returns what is wrong with the ids an entity refers to, empty if nothing.
// `type_of` returns the type of an id, ENTITY_TYPE_UNSPECIFIED for an unknown
// one.
std::string ProblemOfReferences(
    const catalog::v1::CatalogEntity& entity,
    const std::function<v1::EntityType(const std::string&)>& type_of);

// Whether `id` is a slug: [a-z0-9] runs joined by single hyphens.
bool IsSlug(absl::string_view id);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_CATALOG_CATALOG_CHECK_H_
