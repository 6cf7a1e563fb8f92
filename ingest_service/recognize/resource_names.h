#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_RESOURCE_NAMES_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_RESOURCE_NAMES_H_

#include <string>

#include "ingest_service/catalog/catalog.h"
#include "ingest_service/recognize/reading.h"

namespace isnad {

// The resource names of the entities of one document, `entities/{entity}`. Does
// not own what it views.
//
//   const ResourceNames names(catalog, reading);
//   mention.set_entity(names.Of(entity));
class ResourceNames {
 public:
  // Both must outlive it.
  ResourceNames(const Catalog& catalog, const Reading& reading)
      : catalog_(catalog), reading_(reading) {}

  // The result lives as long as both.
  const std::string& Of(EntityIndex entity) const {
    const uint32_t known = catalog_.size();
    return entity < known ? catalog_.name(entity)
                          : reading_.discovered[entity - known].name();
  }

 private:
  const Catalog& catalog_;
  const Reading& reading_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_RESOURCE_NAMES_H_
