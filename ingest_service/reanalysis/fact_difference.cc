#include "ingest_service/reanalysis/fact_difference.h"

#include <map>
#include <string>

namespace isnad {
namespace {

// What tells a fact from the others of its kind in a document.
template <typename Fact>
std::string KeyOf(const Fact& fact) {
  return fact.name();
}
// Mentions never overlap.
std::string KeyOf(const v1::Mention& mention) {
  return std::to_string(mention.span().start_byte());
}

template <typename Fact>
std::string BytesOf(const Fact& fact) {
  return fact.SerializeAsString();
}
// As records hold it.
std::string BytesOf(v1::Mention mention) {
  mention.clear_name();
  mention.clear_text();
  return mention.SerializeAsString();
}

// The bytes of each by its key.
template <typename Facts>
std::map<std::string, std::string> ByKey(const Facts& facts) {
  std::map<std::string, std::string> by_key;
  for (const auto& fact : facts) by_key[KeyOf(fact)] = BytesOf(fact);
  return by_key;
}

template <typename Facts>
void AddDifference(const Facts& before, const Facts& after,
                   DifferenceCount& count) {
  std::map<std::string, std::string> old_facts = ByKey(before);
  for (const auto& [key, bytes] : ByKey(after)) {
    const auto known = old_facts.find(key);
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
