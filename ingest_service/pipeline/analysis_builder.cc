#include "ingest_service/pipeline/analysis_builder.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/strip.h"
#include "absl/types/optional.h"
#include "ingest_service/recognize/resource_names.h"

namespace isnad {
namespace {

constexpr absl::string_view kCollection = "entities/";

// Collects the names of entities that an analysis speaks of. Does not own them.
class EntityNamesIn {
 public:
  explicit EntityNamesIn(const v1::Analysis& analysis) {
    for (const v1::Mention& mention : analysis.mentions()) {
      names_.emplace_back(mention.entity());
    }
    for (const v1::Decision& decision : analysis.decisions()) {
      Add(decision.products());
      Add(decision.parties());
      Add(decision.attribution());
    }
    for (const v1::Figure& figure : analysis.figures()) {
      names_.emplace_back(figure.subject());
      Add(figure.attribution());
    }
    for (const v1::Statement& statement : analysis.statements()) {
      names_.emplace_back(statement.speaker());
      Add(statement.attribution());
    }
    for (const v1::Relation& relation : analysis.relations()) {
      names_.emplace_back(relation.subject());
      names_.emplace_back(relation.object());
    }
  }

  // The names, each once, in their order.
  std::vector<absl::string_view> Sorted() && {
    std::sort(names_.begin(), names_.end());
    names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
    return std::move(names_);
  }

 private:
  template <typename Names>
  void Add(const Names& names) {
    names_.insert(names_.end(), names.begin(), names.end());
  }
  void Add(const v1::Attribution& attribution) {
    for (const v1::Link& link : attribution.links()) {
      names_.emplace_back(link.entity());
    }
  }

  std::vector<absl::string_view> names_;
};

}  // namespace

void AddMentions(const Catalog& catalog, const Reading& reading,
                 v1::Analysis& analysis) {
  const ResourceNames names(catalog, reading);
  analysis.mutable_mentions()->Reserve(
      static_cast<int>(reading.mentions.size()));
  for (const EntityMention& read : reading.mentions) {
    v1::Mention* mention = analysis.add_mentions();
    mention->set_entity(names.Of(read.entity));
    mention->set_kind(read.kind);
    mention->set_form(read.form);
    v1::Span* span = mention->mutable_span();
    span->set_start_byte(static_cast<int32_t>(read.range.begin));
    span->set_end_byte(static_cast<int32_t>(read.range.end));
    mention->set_confidence(read.confidence);
  }
}

void SetTexts(absl::string_view text, v1::Analysis& analysis) {
  const auto set = [text](auto& facts) {
    for (auto& fact : facts) {
      const auto begin = static_cast<size_t>(fact.span().start_byte());
      const auto end = static_cast<size_t>(fact.span().end_byte());
      fact.mutable_text()->assign(text.data() + begin, end - begin);
    }
  };
  set(*analysis.mutable_mentions());
  set(*analysis.mutable_quantities());
}

void AddEntities(const Catalog& catalog, const Reading& reading,
                 v1::Analysis& analysis) {
  absl::flat_hash_map<absl::string_view, const v1::Entity*> discovered;
  for (const v1::Entity& entity : reading.discovered) {
    discovered.emplace(entity.name(), &entity);
  }
  for (const absl::string_view name : EntityNamesIn(analysis).Sorted()) {
    const auto found = discovered.find(name);
    if (found != discovered.end()) {
      *analysis.add_entities() = *found->second;
      continue;
    }
    const absl::optional<uint32_t> index =
        catalog.Find(absl::StripPrefix(name, kCollection));
    if (index.has_value()) *analysis.add_entities() = catalog.ToEntity(*index);
  }
}

void AddDiscoveredEntities(const Catalog& catalog, const Reading& reading,
                           v1::Analysis& analysis) {
  // Facts name no others than mentions do.
  std::vector<bool> is_named(reading.discovered.size());
  for (const EntityMention& mention : reading.mentions) {
    if (mention.entity < catalog.size()) continue;
    is_named[mention.entity - catalog.size()] = true;
  }
  std::vector<const v1::Entity*> named;
  for (size_t i = 0; i < is_named.size(); ++i) {
    if (is_named[i]) named.push_back(&reading.discovered[i]);
  }
  std::sort(named.begin(), named.end(),
            [](const v1::Entity* a, const v1::Entity* b) {
              return a->name() < b->name();
            });
  for (const v1::Entity* entity : named) *analysis.add_entities() = *entity;
}

}  // namespace isnad
