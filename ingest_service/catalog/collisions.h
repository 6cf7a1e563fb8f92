#ifndef ISNAD_INGEST_SERVICE_CATALOG_COLLISIONS_H_
#define ISNAD_INGEST_SERVICE_CATALOG_COLLISIONS_H_

#include <string>
#include <vector>

#include "ingest_service/catalog/catalog.h"

namespace isnad {

// One key under which names of several entities meet.
struct NameCollision {
  // The folded tokens of the name, joined by single spaces.
  std::string key;
  // Ids of the entities, sorted, at least two.
  std::vector<std::string> ids;
  // Whether at least two of them claim the key without a condition: then the
  // reader must guess.
  bool unconditional = false;
};

// Returns all keys shared by names of several entities, sorted by key. Only
// listed names count, not those made by the spelling axes.
std::vector<NameCollision> FindCollisions(const Catalog& catalog);

// Returns a report of one line for each collision: key, tab, ids joined by
// spaces; conditional ones after a "?".
std::string CollisionReport(const std::vector<NameCollision>& collisions);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_CATALOG_COLLISIONS_H_
