#include "ingest_service/pipeline/analysis_builder.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace isnad {
namespace {

// The resource names of the entities of one document.
class EntityNameSource {
 public:
  EntityNameSource(const Catalog& catalog, const Reading& reading)
      : catalog_(catalog), reading_(reading) {}

  std::string NameOf(EntityIndex index) const {
    if (index >= catalog_.size()) {
      return reading_.discovered[index - catalog_.size()].name();
    }
    return absl::StrCat("entities/", catalog_.entity(index).id());
  }

  v1::Entity EntityOf(EntityIndex index) const {
    if (index >= catalog_.size()) {
      return reading_.discovered[index - catalog_.size()];
    }
    return catalog_.ToEntity(index);
  }

 private:
  const Catalog& catalog_;
  const Reading& reading_;
};

}  // namespace

void AddReading(const Catalog& catalog, absl::string_view text,
                const Reading& reading, v1::Analysis& analysis) {
  const EntityNameSource names(catalog, reading);
  std::vector<EntityIndex> entities;
  entities.reserve(reading.mentions.size());
  for (const EntityMention& read : reading.mentions) {
    v1::Mention* mention = analysis.add_mentions();
    mention->set_entity(names.NameOf(read.entity));
    mention->set_kind(read.kind);
    mention->set_form(read.form);
    mention->mutable_span()->set_start_byte(
        static_cast<int32_t>(read.range.begin));
    mention->mutable_span()->set_end_byte(static_cast<int32_t>(read.range.end));
    mention->set_text(std::string(
        text.substr(read.range.begin, read.range.end - read.range.begin)));
    mention->set_confidence(read.confidence);
    entities.push_back(read.entity);
  }
  for (const QuantityReading& read : reading.quantities) {
    *analysis.add_quantities() = read.quantity;
  }
  std::sort(entities.begin(), entities.end());
  entities.erase(std::unique(entities.begin(), entities.end()), entities.end());
  for (const EntityIndex entity : entities) {
    *analysis.add_entities() = names.EntityOf(entity);
  }
  std::sort(analysis.mutable_entities()->begin(),
            analysis.mutable_entities()->end(),
            [](const v1::Entity& a, const v1::Entity& b) {
              return a.name() < b.name();
            });
}

}  // namespace isnad
