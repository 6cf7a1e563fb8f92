#include "ingest_service/catalog/collisions.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/names/name_tokens.h"

namespace isnad {

std::vector<NameCollision> FindCollisions(const Catalog& catalog) {
  // For each key the ids, and whether one of the id's names is unconditional.
  std::map<std::string, std::map<std::string, bool>> owners;
  for (uint32_t i = 0; i < catalog.size(); ++i) {
    const catalog::v1::CatalogEntity& entity = catalog.entity(i);
    const auto add = [&](const std::string& name, bool unconditional) {
      bool& known = owners[absl::StrJoin(NameTokens(name), " ")][entity.id()];
      known = known || unconditional;
    };
    for (const std::string& name : entity.latin()) add(name, true);
    for (const std::string& name : entity.arabic()) add(name, true);
    for (const std::string& name : entity.demonym()) add(name, true);
    for (const auto& name : entity.conditional()) add(name.text(), false);
  }
  std::vector<NameCollision> collisions;
  for (auto& [key, ids] : owners) {
    if (ids.size() < 2) continue;
    NameCollision collision;
    collision.key = key;
    int sure = 0;
    for (const auto& [id, unconditional] : ids) {
      collision.ids.push_back(id);
      sure += unconditional ? 1 : 0;
    }
    collision.unconditional = sure >= 2;
    collisions.push_back(std::move(collision));
  }
  return collisions;
}

std::string CollisionReport(const std::vector<NameCollision>& collisions) {
  std::string report;
  for (const NameCollision& collision : collisions) {
    absl::StrAppend(&report, collision.unconditional ? "" : "? ", collision.key,
                    "\t", absl::StrJoin(collision.ids, " "), "\n");
  }
  return report;
}

}  // namespace isnad
