#include "ingest_service/pipeline/catalog_records.h"

namespace isnad {

std::vector<std::string> MakeCatalogRecords(const Catalog& catalog,
                                            int batch_size) {
  std::vector<std::string> records;
  v1::Record record;
  for (uint32_t i = 0; i < catalog.size(); ++i) {
    v1::EntityUpdate* update = record.mutable_entities();
    *update->add_entities() = catalog.ToEntity(i);
    if (update->entities_size() == batch_size || i + 1 == catalog.size()) {
      records.push_back(record.SerializeAsString());
      record.Clear();
    }
  }
  return records;
}

}  // namespace isnad
