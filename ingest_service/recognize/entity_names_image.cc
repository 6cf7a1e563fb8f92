// Names in an image: the table, the surnames, then the conditions as four
// arrays: for each
// condition its entity, with the highest bit for "after the full name" and the
// next for "by default", and where its cues end; for each cue where its hashes
// end; the hashes.
#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "ingest_service/recognize/entity_names.h"
#include "ingest_service/recognize/word_roles.h"

namespace isnad {
namespace {

constexpr uint32_t kAfterFullName = uint32_t{1} << 31;
constexpr uint32_t kByDefault = uint32_t{1} << 30;

// Whether each range that `ends` delimit lies behind the one before, and all
// are within `size` and make it up.
bool Partition(absl::Span<const uint32_t> ends, size_t size) {
  return std::is_sorted(ends.begin(), ends.end()) &&
         (ends.empty() ? size == 0 : ends.back() == size);
}

bool IsSoundSense(Sense sense, uint32_t catalog_size, size_t conditions) {
  switch (sense.kind()) {
    case SenseKind::kName:
    case SenseKind::kSpelling:
    case SenseKind::kAdjective:
      return sense.index() < catalog_size;
    case SenseKind::kConditional:
      return sense.index() < conditions;
    case SenseKind::kRoles:
      return sense.index() >> kWordRoles == 0;
  }
  return false;
}

// Whether all senses of a name are sound; that of its roles can only be the
// last.
bool AreSoundSenses(absl::Span<const uint32_t> values, uint32_t catalog_size,
                    size_t conditions) {
  for (size_t i = 0; i < values.size(); ++i) {
    const Sense sense(values[i]);
    if (!IsSoundSense(sense, catalog_size, conditions)) return false;
    if (sense.kind() == SenseKind::kRoles && i + 1 < values.size()) {
      return false;
    }
  }
  return true;
}

}  // namespace

void EntityNames::Write(ImageWriter& image) const {
  std::vector<uint32_t> entities;
  std::vector<uint32_t> cue_ends;
  std::vector<uint32_t> hash_ends;
  std::vector<uint64_t> hashes;
  for (const SenseCondition& condition : conditions_) {
    entities.push_back(condition.entity |
                       (condition.after_full_name ? kAfterFullName : 0) |
                       (condition.by_default ? kByDefault : 0));
    for (const std::vector<uint64_t>& cue : condition.cues) {
      hashes.insert(hashes.end(), cue.begin(), cue.end());
      hash_ends.push_back(static_cast<uint32_t>(hashes.size()));
    }
    cue_ends.push_back(static_cast<uint32_t>(hash_ends.size()));
  }
  table_.Write(image);
  surnames_.Write(image);
  image.Add(absl::MakeConstSpan(entities));
  image.Add(absl::MakeConstSpan(cue_ends));
  image.Add(absl::MakeConstSpan(hash_ends));
  image.Add(absl::MakeConstSpan(hashes));
}

bool EntityNames::ReadConditions(ImageReader& image, uint32_t catalog_size) {
  const absl::Span<const uint32_t> entities = image.Read<uint32_t>();
  const absl::Span<const uint32_t> cue_ends = image.Read<uint32_t>();
  const absl::Span<const uint32_t> hash_ends = image.Read<uint32_t>();
  const absl::Span<const uint64_t> hashes = image.Read<uint64_t>();
  if (!image.ok() || entities.size() != cue_ends.size() ||
      !Partition(cue_ends, hash_ends.size()) ||
      !Partition(hash_ends, hashes.size())) {
    return false;
  }
  uint32_t cue = 0;
  uint32_t hash = 0;
  for (size_t i = 0; i < entities.size(); ++i) {
    SenseCondition condition;
    condition.entity = entities[i] & ~(kAfterFullName | kByDefault);
    condition.after_full_name = (entities[i] & kAfterFullName) != 0;
    condition.by_default = (entities[i] & kByDefault) != 0;
    if (condition.entity >= catalog_size) return false;
    for (; cue < cue_ends[i]; ++cue) {
      if (hash == hash_ends[cue]) return false;  // a cue of no token
      condition.cues.emplace_back(hashes.begin() + hash,
                                  hashes.begin() + hash_ends[cue]);
      hash = hash_ends[cue];
    }
    conditions_.push_back(std::move(condition));
  }
  return true;
}

absl::optional<EntityNames> EntityNames::Read(ImageReader& image,
                                              uint32_t catalog_size) {
  absl::optional<NameTable> table = NameTable::Read(image);
  if (!table.has_value()) return absl::nullopt;
  absl::optional<CatalogSurnames> surnames =
      CatalogSurnames::Read(image, catalog_size);
  if (!surnames.has_value()) return absl::nullopt;
  EntityNames names;
  names.table_ = *std::move(table);
  names.surnames_ = *std::move(surnames);
  if (!names.ReadConditions(image, catalog_size)) return absl::nullopt;
  for (size_t i = 0; i < names.table_.size(); ++i) {
    if (!AreSoundSenses(names.table_.ValuesOf(i), catalog_size,
                        names.conditions_.size())) {
      return absl::nullopt;
    }
  }
  return names;
}

}  // namespace isnad
