#include "query_service/timeline/fact_root.h"

namespace isnad {
namespace {

// The first named link of a role; null if there is none.
const v1::Link* FirstNamed(const v1::Attribution& attribution, v1::Role role) {
  for (const v1::Link& link : attribution.links()) {
    if (link.role() == role && !link.entity().empty()) return &link;
  }
  return nullptr;
}

}  // namespace

FactRoot RootOfFact(const v1::Attribution& attribution,
                    const FactSource& source, const EntityRootOf& root_of) {
  if (const auto* speaker = FirstNamed(attribution, v1::ROLE_SPEAKER)) {
    return {root_of(speaker->entity()), v1::WITNESS_KIND_SPEAKER};
  }
  if (const auto* via = FirstNamed(attribution, v1::ROLE_VIA)) {
    return {root_of(via->entity()), v1::WITNESS_KIND_OUTLET_OF_SOURCES};
  }
  if (source.outlet.empty()) {
    return {source.original, attribution.links().empty()
                                 ? v1::WITNESS_KIND_DOCUMENT
                                 : v1::WITNESS_KIND_OUTLET_OF_SOURCES};
  }
  return {source.outlet, attribution.links().empty()
                             ? v1::WITNESS_KIND_OUTLET
                             : v1::WITNESS_KIND_OUTLET_OF_SOURCES};
}

}  // namespace isnad
