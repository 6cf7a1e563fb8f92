// The fields by which lists of facts are filtered.
#ifndef ISNAD_QUERY_SERVICE_LOOKUP_FACT_FIELDS_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_FACT_FIELDS_H_

#include <cstddef>
#include <vector>

#include "isnad/v1/document.pb.h"
#include "isnad/v1/fact.pb.h"
#include "query_service/lookup/filter/filter.h"
#include "query_service/store/fact_scan.h"

namespace isnad {

// A field of one type of fact.
template <typename Fact>
struct FactFieldSpec {
  using Value = FilterValue (*)(const Fact&, const v1::Document&);

  FilterField filter;
  Value value;
  // What a store finds facts by that have a value in this field, any of them;
  // empty if it cannot.
  std::vector<FactField> tags;
  // Whether its values are names of entities, so that a merged entity's stands
  // for the one it was merged into.
  bool is_entity = false;
};

// The fields of decisions, figures, statements and relations; their index is
// what filters take.
template <typename Fact>
const std::vector<FactFieldSpec<Fact>>& FactFields();

template <>
const std::vector<FactFieldSpec<v1::Decision>>& FactFields();
template <>
const std::vector<FactFieldSpec<v1::Figure>>& FactFields();
template <>
const std::vector<FactFieldSpec<v1::Statement>>& FactFields();
template <>
const std::vector<FactFieldSpec<v1::Relation>>& FactFields();

template <typename Fact>
const FilterSchema& FactSchema() {
  static const FilterSchema* const kSchema = [] {
    auto* const schema = new FilterSchema;
    for (const FactFieldSpec<Fact>& field : FactFields<Fact>()) {
      schema->push_back(field.filter);
    }
    return schema;
  }();
  return *kSchema;
}

// The sets of tags of which a fact must have one each for the filter to hold.
template <typename Fact>
std::vector<FactTagGroup> RequiredTags(const Filter& filter) {
  std::vector<FactTagGroup> groups;
  for (const std::vector<FilterEquality>& set : filter.RequiredSets()) {
    FactTagGroup group;
    bool can_be_found = true;
    for (const FilterEquality& equality : set) {
      const std::vector<FactField>& tags =
          FactFields<Fact>()[equality.field].tags;
      // What is empty has no tag.
      can_be_found = can_be_found && !tags.empty() && !equality.value.empty();
      for (const FactField tag : tags) group.push_back({tag, equality.value});
    }
    if (can_be_found) groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_FACT_FIELDS_H_
