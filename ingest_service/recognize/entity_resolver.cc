#include "ingest_service/recognize/entity_resolver.h"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "common/names/name_index.h"
#include "common/names/skeleton.h"
#include "common/text/token_hash.h"

namespace isnad {
namespace {

// Shorter skeletons are shared by too many names.
constexpr size_t kMinSkeleton = 4;

// On a scale where 0.985 is a name of the same skeleton and letters as usual
// for them: of 15,000 names of the catalog, other people's names reach 0.77,
// misspelt ones rarely fall under 0.83.
constexpr double kMinScore = 0.83;
// How far the next entity must be.
constexpr double kMinLead = 0.04;

constexpr v1::EntityType kTypes[] = {v1::ENTITY_TYPE_PERSON,
                                     v1::ENTITY_TYPE_COMPANY};

// Calls `visit` with the hash of a skeleton and of it without one symbol.
template <typename Visitor>
void VisitNear(absl::string_view skeleton, Visitor visit) {
  visit(HashToken(skeleton));
  std::string shorter;
  for (size_t i = 0; i < skeleton.size(); ++i) {
    if (i > 0 && skeleton[i] == skeleton[i - 1]) continue;
    shorter.assign(skeleton.data(), i);
    shorter.append(skeleton.data() + i + 1, skeleton.size() - i - 1);
    visit(HashToken(shorter));
  }
}

}  // namespace

class EntityResolver::Index {
 public:
  explicit Index(const Catalog& catalog) {
    for (size_t i = 0; i < std::size(kTypes); ++i) {
      AddType(catalog, kTypes[i], &types_[i]);
    }
  }

  absl::optional<EntityIndex> Find(absl::string_view name,
                                   v1::EntityType type) const {
    for (size_t i = 0; i < std::size(kTypes); ++i) {
      if (kTypes[i] == type) return FindIn(types_[i], name);
    }
    return absl::nullopt;
  }

 private:
  struct Names {
    NameIndex index;
    absl::flat_hash_set<uint64_t> skeletons;
  };

  static void AddType(const Catalog& catalog, v1::EntityType type,
                      Names* names) {
    NameIndexBuilder builder;
    size_t count = 0;
    for (EntityIndex i = 0; i < catalog.size(); ++i) {
      const catalog::v1::CatalogEntity& entity = catalog.entity(i);
      if (entity.type() != type) continue;
      for (const auto* list : {&entity.latin(), &entity.arabic()}) {
        for (const std::string& name : *list) {
          const std::string skeleton = Skeleton(name);
          if (skeleton.size() < kMinSkeleton) continue;
          if (++count > kMaxNames) {
            names->skeletons.clear();
            return;
          }
          builder.Add(name, i);
          VisitNear(skeleton,
                    [names](uint64_t hash) { names->skeletons.insert(hash); });
        }
      }
    }
    names->index = std::move(builder).Build();
  }

  static absl::optional<EntityIndex> FindIn(const Names& names,
                                            absl::string_view name) {
    const std::string skeleton = Skeleton(name);
    if (skeleton.size() < kMinSkeleton) return absl::nullopt;
    bool near = false;
    VisitNear(skeleton, [&](uint64_t hash) {
      near = near || names.skeletons.contains(hash);
    });
    if (!near) return absl::nullopt;
    const std::vector<NameMatch> matches = names.index.Match(name, {2, 0.0});
    if (matches.empty() || matches[0].score < kMinScore ||
        (matches.size() > 1 &&
         matches[0].score - matches[1].score < kMinLead)) {
      return absl::nullopt;
    }
    return matches[0].id;
  }

  Names types_[std::size(kTypes)];
};

EntityResolver::EntityResolver(const Catalog& catalog) : catalog_(catalog) {}
EntityResolver::~EntityResolver() = default;

const EntityResolver::Index& EntityResolver::index() const {
  std::call_once(made_, [this] { index_ = std::make_unique<Index>(catalog_); });
  return *index_;
}

absl::optional<EntityIndex> EntityResolver::Resolve(absl::string_view name,
                                                    v1::EntityType type) const {
  return index().Find(name, type);
}

}  // namespace isnad
