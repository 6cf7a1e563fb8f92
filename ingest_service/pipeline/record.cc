#include "ingest_service/pipeline/record.h"

#include <algorithm>

namespace isnad {

void KeepWhatIsRecorded(v1::Analysis& analysis) {
  v1::Document* document = analysis.mutable_document();
  if (document->text() == document->source()) document->clear_text();
  auto* entities = analysis.mutable_entities();
  entities->erase(std::remove_if(entities->begin(), entities->end(),
                                 [](const v1::Entity& entity) {
                                   return entity.origin() !=
                                          v1::ENTITY_ORIGIN_DISCOVERED;
                                 }),
                  entities->end());
}

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
