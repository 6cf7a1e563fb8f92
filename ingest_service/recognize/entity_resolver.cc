#include "ingest_service/recognize/entity_resolver.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "absl/hash/hash.h"
#include "common/base/mutex.h"
#include "common/names/edit_costs.h"
#include "common/names/name_symbols.h"
#include "common/names/skeleton.h"
#include "common/names/skeleton_index.h"
#include "common/names/spelling_scorer.h"

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

// A name that so many others are like says nothing.
constexpr size_t kMaxNear = 100;

}  // namespace

// The names of one type, by skeleton. A name is known by its number among those
// of its entity, Latin ones first.
class EntityResolver::Index {
 public:
  explicit Index(const Catalog& catalog) : catalog_(catalog) {
    for (EntityIndex i = 0; i < catalog.size(); ++i) {
      Names* const names = NamesOf(catalog.type(i));
      if (names != nullptr) AddEntity(i, names);
    }
    for (Names& names : types_) names.by_skeleton.Build();
    // The first name should not wait for the costs.
    DefaultEditCosts();
  }

  // Whether names of a type are in.
  bool Holds(v1::EntityType type) const { return NamesOf(type) != nullptr; }

  // REQUIRES: Holds(type).
  absl::optional<EntityIndex> Find(absl::string_view name,
                                   v1::EntityType type) const {
    return FindIn(*NamesOf(type), name);
  }

 private:
  struct NameOfEntity {
    EntityIndex entity;
    uint32_t number;
  };
  struct Names {
    SkeletonIndex by_skeleton;  // to indexes of `names`
    std::vector<NameOfEntity> names;
  };

  Names* NamesOf(v1::EntityType type) {
    for (size_t i = 0; i < std::size(kTypes); ++i) {
      if (kTypes[i] == type) return &types_[i];
    }
    return nullptr;
  }
  const Names* NamesOf(v1::EntityType type) const {
    return const_cast<Index*>(this)->NamesOf(type);
  }

  void AddEntity(EntityIndex index, Names* names) const {
    const catalog::v1::CatalogEntity& entity = catalog_.entity(index);
    const int count = entity.latin_size() + entity.arabic_size();
    for (int number = 0; number < count; ++number) {
      const NameOfEntity name = {index, static_cast<uint32_t>(number)};
      const std::string skeleton = Skeleton(TextOf(name));
      if (skeleton.size() < kMinSkeleton) continue;
      names->by_skeleton.Add(skeleton,
                             static_cast<uint32_t>(names->names.size()));
      names->names.push_back(name);
    }
  }

  absl::string_view TextOf(NameOfEntity name) const {
    const catalog::v1::CatalogEntity& entity = catalog_.entity(name.entity);
    const auto number = static_cast<int>(name.number);
    return number < entity.latin_size()
               ? entity.latin(number)
               : entity.arabic(number - entity.latin_size());
  }

  absl::optional<EntityIndex> FindIn(const Names& names,
                                     absl::string_view name) const {
    const std::vector<SymbolToken> tokens = SymbolTokens(name);
    const std::string skeleton = Skeleton(tokens);
    if (skeleton.size() < kMinSkeleton) return absl::nullopt;
    std::vector<uint32_t> near;
    if (!names.by_skeleton.FindNear(skeleton, kMaxNear, &near) ||
        near.empty()) {
      return absl::nullopt;
    }
    // What scores less than the best by so much does not matter.
    SpellingScorer scorer(name, kMinScore - kMinLead);
    Ranking ranking;
    for (const uint32_t candidate : near) {
      const NameOfEntity& known = names.names[candidate];
      ranking.Add(known.entity, scorer.Score(TextOf(known)));
    }
    return ranking.Winner();
  }

  // The best entity, and how near the next one comes.
  class Ranking {
   public:
    void Add(EntityIndex entity, double score) {
      if (entity == best_ && best_score_ > 0) {
        best_score_ = std::max(best_score_, score);
      } else if (score > best_score_) {
        next_score_ = best_score_;
        best_ = entity;
        best_score_ = score;
      } else {
        next_score_ = std::max(next_score_, score);
      }
    }

    absl::optional<EntityIndex> Winner() const {
      if (best_score_ < kMinScore || best_score_ - next_score_ < kMinLead) {
        return absl::nullopt;
      }
      return best_;
    }

   private:
    EntityIndex best_ = 0;
    double best_score_ = 0;
    double next_score_ = 0;
  };

  const Catalog& catalog_;
  std::array<Names, std::size(kTypes)> types_;
};

// The last answers. One that shares its place with a later one is forgotten.
class EntityResolver::Answers {
 public:
  using Answer = absl::optional<EntityIndex>;

  // Returns what was answered to a name, nothing if that is not known.
  absl::optional<Answer> Find(absl::string_view name, v1::EntityType type) {
    const MutexLock lock(mutex_);
    const Place& place = PlaceOf(name, type);
    if (place.type != type || place.name != name) return absl::nullopt;
    return place.answer;
  }

  void Add(absl::string_view name, v1::EntityType type, Answer answer) {
    if (name.size() > kMaxNameBytes) return;
    const MutexLock lock(mutex_);
    Place& place = PlaceOf(name, type);
    place.type = type;
    place.name.assign(name.data(), name.size());
    place.answer = answer;
  }

 private:
  // Bounds what is kept: longer names are rare.
  static constexpr size_t kMaxNameBytes = 100;

  struct Place {
    v1::EntityType type = v1::ENTITY_TYPE_UNSPECIFIED;  // of none: free
    std::string name;
    Answer answer;
  };

  Place& PlaceOf(absl::string_view name, v1::EntityType type)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return places_[absl::HashOf(name, type) % places_.size()];
  }

  Mutex mutex_;
  std::array<Place, 4096> places_ ABSL_GUARDED_BY(mutex_);
};

EntityResolver::EntityResolver(const Catalog& catalog)
    : catalog_(catalog), answers_(std::make_unique<Answers>()) {}
EntityResolver::~EntityResolver() = default;

const EntityResolver::Index& EntityResolver::index() const {
  std::call_once(made_, [this] { index_ = std::make_unique<Index>(catalog_); });
  return *index_;
}

absl::optional<EntityIndex> EntityResolver::Resolve(absl::string_view name,
                                                    v1::EntityType type) const {
  if (!index().Holds(type)) return absl::nullopt;
  if (const auto known = answers_->Find(name, type)) return *known;
  const absl::optional<EntityIndex> answer = index().Find(name, type);
  answers_->Add(name, type, answer);
  return answer;
}

}  // namespace isnad
