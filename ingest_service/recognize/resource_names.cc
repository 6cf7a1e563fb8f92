#include "ingest_service/recognize/resource_names.h"

#include "absl/strings/string_view.h"

namespace isnad {
namespace {

constexpr absl::string_view kCollection = "entities/";

}  // namespace

const std::string& ResourceNames::Of(EntityIndex entity) {
  if (entity >= catalog_.size()) {
    return reading_.discovered[entity - catalog_.size()].name();
  }
  name_.assign(kCollection.data(), kCollection.size());
  const absl::string_view id = catalog_.id(entity);
  name_.append(id.data(), id.size());
  return name_;
}

}  // namespace isnad
