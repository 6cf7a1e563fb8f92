#include "ingest_service/pipeline/analysis_builder.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/types/optional.h"

namespace isnad {
namespace {

std::string NameOf(const Catalog& catalog, const Reading& reading,
                   EntityIndex index) {
  if (index >= catalog.size()) {
    return reading.discovered[index - catalog.size()].name();
  }
  return absl::StrCat("entities/", catalog.entity(index).id());
}

template <typename Messages, typename Field>
void MoveAll(std::vector<Messages>& from, Field* to) {
  for (Messages& message : from) *to->Add() = std::move(message);
}

void Collect(const v1::Attribution& attribution, std::set<std::string>& names) {
  for (const v1::Link& link : attribution.links()) names.insert(link.entity());
}

// The names of all entities an analysis speaks of, sorted.
std::set<std::string> EntityNamesIn(const v1::Analysis& analysis) {
  std::set<std::string> names;
  for (const v1::Mention& mention : analysis.mentions()) {
    names.insert(mention.entity());
  }
  for (const v1::Decision& decision : analysis.decisions()) {
    names.insert(decision.products().begin(), decision.products().end());
    names.insert(decision.parties().begin(), decision.parties().end());
    Collect(decision.attribution(), names);
  }
  for (const v1::Figure& figure : analysis.figures()) {
    names.insert(figure.subject());
    Collect(figure.attribution(), names);
  }
  for (const v1::Statement& statement : analysis.statements()) {
    names.insert(statement.speaker());
    Collect(statement.attribution(), names);
  }
  for (const v1::Relation& relation : analysis.relations()) {
    names.insert(relation.subject());
    names.insert(relation.object());
  }
  return names;
}

}  // namespace

void AddReading(const Catalog& catalog, absl::string_view text,
                const Reading& reading, v1::Analysis& analysis) {
  for (const EntityMention& read : reading.mentions) {
    v1::Mention* mention = analysis.add_mentions();
    mention->set_entity(NameOf(catalog, reading, read.entity));
    mention->set_kind(read.kind);
    mention->set_form(read.form);
    mention->mutable_span()->set_start_byte(
        static_cast<int32_t>(read.range.begin));
    mention->mutable_span()->set_end_byte(static_cast<int32_t>(read.range.end));
    mention->set_text(std::string(
        text.substr(read.range.begin, read.range.end - read.range.begin)));
    mention->set_confidence(read.confidence);
  }
  for (const QuantityReading& read : reading.quantities) {
    *analysis.add_quantities() = read.quantity;
  }
}

void AddFacts(Facts facts, v1::Analysis& analysis) {
  MoveAll(facts.decisions, analysis.mutable_decisions());
  MoveAll(facts.figures, analysis.mutable_figures());
  MoveAll(facts.statements, analysis.mutable_statements());
  MoveAll(facts.relations, analysis.mutable_relations());
}

void AddEntities(const Catalog& catalog, const Reading& reading,
                 v1::Analysis& analysis) {
  absl::flat_hash_map<absl::string_view, const v1::Entity*> discovered;
  for (const v1::Entity& entity : reading.discovered) {
    discovered.emplace(entity.name(), &entity);
  }
  for (const std::string& name : EntityNamesIn(analysis)) {
    const auto found = discovered.find(name);
    if (found != discovered.end()) {
      *analysis.add_entities() = *found->second;
      continue;
    }
    const absl::optional<uint32_t> index =
        catalog.Find(absl::StripPrefix(name, "entities/"));
    if (index.has_value()) *analysis.add_entities() = catalog.ToEntity(*index);
  }
}

}  // namespace isnad
