#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_RESOURCE_NAMES_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_RESOURCE_NAMES_H_

#include <string>

#include "ingest_service/catalog/catalog.h"
#include "ingest_service/recognize/reading.h"

namespace isnad {

// Writes the resource names of the entities of one document,
// `entities/{entity}`, one after another in the same room. Does not own what it
// views. Not thread-safe.
//
//   ResourceNames names(catalog, reading);
//   mention.set_entity(names.Of(entity));
class ResourceNames {
 public:
  // Both must outlive it.
  ResourceNames(const Catalog& catalog, const Reading& reading)
      : catalog_(catalog), reading_(reading) {}

  // The result holds until the next call.
  const std::string& Of(EntityIndex entity);

 private:
  const Catalog& catalog_;
  const Reading& reading_;
  std::string name_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_RESOURCE_NAMES_H_
