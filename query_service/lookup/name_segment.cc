#include "query_service/lookup/name_segment.h"

#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/strip.h"
#include "common/log/log.h"
#include "query_service/store/resource_name.h"

namespace isnad {
namespace {

// No query is longer: 256 code points of at most four bytes.
constexpr size_t kMaxNameBytes = 1024;

}  // namespace

void NameSegment::Builder::Add(const v1::Entity& entity) {
  absl::flat_hash_set<absl::string_view> names;
  const auto consider = [&names](const std::string& name) {
    if (!name.empty() && name.size() <= kMaxNameBytes) names.insert(name);
  };
  consider(entity.display_name());
  for (const v1::EntityName& name : entity.names()) consider(name.text());
  if (names.empty()) return;
  const auto number = static_cast<uint32_t>(kinds_.size());
  const absl::string_view id = absl::StripPrefix(entity.name(), kEntityPrefix);
  ids_.append(id.data(), id.size());
  id_ends_.push_back(static_cast<uint32_t>(ids_.size()));
  kinds_.push_back(static_cast<uint8_t>(entity.kind()));
  for (const absl::string_view name : names) {
    if (index_.Add(name, number)) ++names_;
  }
}

std::shared_ptr<const NameSegment> NameSegment::Builder::Build(
    const std::string& folder) && {
  std::shared_ptr<NameSegment> segment(new NameSegment);
  segment->index_ = std::move(index_).Build();
  segment->ids_ = std::move(ids_);
  segment->id_ends_ = std::move(id_ends_);
  segment->kinds_ = std::move(kinds_);
  if (folder.empty() || names_ < kMinSpilledNames) return segment;
  const absl::Status spilled = segment->index_.SpillTo(folder);
  if (!spilled.ok()) {
    Log(LogLevel::kWarning, "names_kept_in_memory",
        {{"message", spilled.message()}});
  }
  return segment;
}

absl::string_view NameSegment::EntityId(size_t entity) const {
  const size_t begin = entity == 0 ? 0 : id_ends_[entity - 1];
  return absl::string_view(ids_).substr(begin, id_ends_[entity] - begin);
}

void NameSegment::Match(absl::string_view query, size_t limit,
                        std::vector<NameHit>& hits) const {
  NameMatchOptions options;
  options.limit = limit;
  options.min_score = kMinScore;
  for (const NameMatch& match : index_.Match(query, options)) {
    hits.push_back({std::string(EntityId(match.id)),
                    static_cast<v1::EntityKind>(kinds_[match.id]),
                    std::string(match.name),
                    static_cast<v1::MatchMethod>(match.method), match.score});
  }
}

size_t NameSegment::memory_bytes() const {
  return index_.memory_bytes() + ids_.capacity() +
         id_ends_.capacity() * sizeof(uint32_t) + kinds_.capacity();
}

}  // namespace isnad
