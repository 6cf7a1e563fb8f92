#include "ingest_service/reanalysis/fact_difference.h"

#include <map>
#include <string>

namespace isnad {
namespace {

// The bytes of each by its name.
template <typename Facts>
std::map<std::string, std::string> ByName(const Facts& facts) {
  std::map<std::string, std::string> by_name;
  for (const auto& fact : facts) {
    by_name[fact.name()] = fact.SerializeAsString();
  }
  return by_name;
}

template <typename Facts>
void AddDifference(const Facts& before, const Facts& after,
                   DifferenceCount& count) {
  std::map<std::string, std::string> old_facts = ByName(before);
  for (const auto& [name, bytes] : ByName(after)) {
    const auto known = old_facts.find(name);
    if (known == old_facts.end()) {
      ++count.gained;
      continue;
    }
    if (known->second != bytes) ++count.changed;
    old_facts.erase(known);
  }
  count.lost += static_cast<int64_t>(old_facts.size());
}

}  // namespace

ReadingDifference CompareReadings(const v1::Analysis& before,
                                  const v1::Analysis& after) {
  ReadingDifference difference;
  AddDifference(before.mentions(), after.mentions(), difference.mentions);
  AddDifference(before.decisions(), after.decisions(), difference.facts);
  AddDifference(before.figures(), after.figures(), difference.facts);
  AddDifference(before.statements(), after.statements(), difference.facts);
  AddDifference(before.relations(), after.relations(), difference.facts);
  return difference;
}

}  // namespace isnad
