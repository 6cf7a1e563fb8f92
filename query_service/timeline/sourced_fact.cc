#include "query_service/timeline/sourced_fact.h"

#include <algorithm>

namespace isnad {

void PlaceInTime(std::vector<FactSource*>& sources) {
  std::sort(sources.begin(), sources.end(),
            [](const FactSource* a, const FactSource* b) {
              return a->revision < b->revision;
            });
  absl::Time latest = absl::InfinitePast();
  for (FactSource* source : sources) {
    source->place = source->publish_time.value_or(latest);
    latest = std::max(latest, source->place);
  }
}

bool IsBefore(const FactSource& a, const FactSource& b) {
  if (a.place != b.place) return a.place < b.place;
  // Behind the dated ones of the same time.
  if (a.publish_time.has_value() != b.publish_time.has_value()) {
    return a.publish_time.has_value();
  }
  return a.revision < b.revision;
}

bool AreFurtherApart(const FactSource& a, const FactSource& b,
                     absl::Duration window) {
  if (!a.publish_time.has_value() || !b.publish_time.has_value()) return false;
  return absl::AbsDuration(*a.publish_time - *b.publish_time) > window;
}

bool IsOwnVoice(const FactRoot& root) {
  return root.kind == v1::WITNESS_KIND_OUTLET ||
         root.kind == v1::WITNESS_KIND_DOCUMENT;
}

bool CanContradict(const FactSource& a, const FactRoot& a_root,
                   const FactSource& b, const FactRoot& b_root) {
  if (a_root.name == b_root.name) return false;
  if (a.original != b.original) return true;
  return !IsOwnVoice(a_root) && !IsOwnVoice(b_root);
}

}  // namespace isnad
