#include "client/cli/name_finder.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_join.h"
#include "common/names/name_tokens.h"
#include "common/names/spelling_variants.h"

namespace isnad {
namespace {

std::string AliasKey(const std::vector<std::string>& tokens) {
  return absl::StrJoin(tokens, "");
}

NameShape ShapeOf(v1::EntityKind kind) {
  switch (kind) {
    case v1::ENTITY_KIND_PERSON:
      return NameShape::kPerson;
    case v1::ENTITY_KIND_ORGANIZATION:
    case v1::ENTITY_KIND_PRODUCT:
      return NameShape::kBrand;
    default:
      return NameShape::kPhrase;
  }
}

// All that the catalog calls an entity.
std::vector<std::string> NamesOf(const catalog::v1::CatalogEntity& entity) {
  std::vector<std::string> names(entity.latin().begin(), entity.latin().end());
  names.insert(names.end(), entity.arabic().begin(), entity.arabic().end());
  for (const auto& conditional : entity.conditional()) {
    names.push_back(conditional.text());
  }
  return names;
}

}  // namespace

NameFinder::NameFinder(const std::vector<std::string>& names,
                       const Catalog& catalog)
    : names_(names) {
  NameIndexBuilder builder;
  for (size_t i = 0; i < names.size(); ++i) {
    builder.Add(names[i], static_cast<uint32_t>(i));
  }
  index_ = std::move(builder).Build();
  AddAliases(names, catalog);
}

void NameFinder::AddAliases(const std::vector<std::string>& names,
                            const Catalog& catalog) {
  absl::flat_hash_map<std::string, std::vector<uint32_t>> by_key;
  for (size_t i = 0; i < names.size(); ++i) {
    by_key[AliasKey(NameTokens(names[i]))].push_back(static_cast<uint32_t>(i));
  }
  for (uint32_t e = 0; e < catalog.size(); ++e) {
    const std::vector<std::string> called = NamesOf(catalog.entity(e));
    std::vector<uint32_t> listed;
    for (const std::string& name : called) {
      const auto found = by_key.find(AliasKey(NameTokens(name)));
      if (found == by_key.end()) continue;
      listed.insert(listed.end(), found->second.begin(), found->second.end());
    }
    if (listed.empty()) continue;
    for (const std::string& name : called) {
      for (const auto& spelling : Spellings(name, ShapeOf(catalog.kind(e)))) {
        auto& alias = aliases_[AliasKey(spelling)];
        alias.insert(alias.end(), listed.begin(), listed.end());
      }
    }
  }
  for (auto& [key, alias] : aliases_) {
    std::sort(alias.begin(), alias.end());
    alias.erase(std::unique(alias.begin(), alias.end()), alias.end());
  }
}

std::vector<NameMatch> NameFinder::Find(absl::string_view query,
                                        size_t limit) const {
  NameMatchOptions options;
  options.limit = limit;
  std::vector<NameMatch> matches = index_.Match(query, options);
  const auto alias = aliases_.find(AliasKey(NameTokens(query)));
  if (alias == aliases_.end()) return matches;
  for (const uint32_t id : alias->second) {
    const auto known =
        std::find_if(matches.begin(), matches.end(),
                     [id](const NameMatch& match) { return match.id == id; });
    if (known == matches.end()) {
      matches.push_back(
          {id, names_[id], kAliasScore, NameMatchMethod::kFolded});
    } else {
      known->score = std::max(known->score, kAliasScore);
    }
  }
  std::stable_sort(
      matches.begin(), matches.end(),
      [](const NameMatch& a, const NameMatch& b) { return a.score > b.score; });
  if (matches.size() > limit) matches.resize(limit);
  return matches;
}

}  // namespace isnad
