#include "query_service/watch/change_filter.h"

#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/status/status_macros.h"
#include "query_service/lookup/entity_alias.h"

namespace isnad {
namespace {

using Names = std::vector<absl::string_view>;

enum ChangeField : size_t { kKind, kEntity, kJurisdiction, kProduct };

const FilterSchema& ChangeSchema() {
  static const auto* const kSchema = new FilterSchema{
      {"kind", FilterType::kEnum, v1::FactKind_descriptor()},
      {"entity", FilterType::kStrings},
      {"jurisdiction", FilterType::kString},
      {"product", FilterType::kStrings},
  };
  return *kSchema;
}

v1::FactKind KindOf(const v1::FactChange& change) {
  switch (change.fact_case()) {
    case v1::FactChange::kMention:
      return v1::FACT_KIND_MENTION;
    case v1::FactChange::kDecision:
      return v1::FACT_KIND_DECISION;
    case v1::FactChange::kFigure:
      return v1::FACT_KIND_FIGURE;
    case v1::FactChange::kStatement:
      return v1::FACT_KIND_STATEMENT;
    case v1::FactChange::kRelation:
      return v1::FACT_KIND_RELATION;
    case v1::FactChange::kEntity:
      return v1::FACT_KIND_ENTITY;
    case v1::FactChange::FACT_NOT_SET:
      break;
  }
  return v1::FACT_KIND_UNSPECIFIED;
}

void AddLinks(const v1::Attribution& attribution, Names& names) {
  for (const v1::Link& link : attribution.links()) {
    names.push_back(link.entity());
  }
}

// Every entity that a fact names.
Names EntitiesOf(const v1::FactChange& change) {
  Names names;
  switch (change.fact_case()) {
    case v1::FactChange::kMention:
      return {change.mention().entity()};
    case v1::FactChange::kDecision: {
      const v1::Decision& decision = change.decision();
      names.assign(decision.products().begin(), decision.products().end());
      names.insert(names.end(), decision.parties().begin(),
                   decision.parties().end());
      AddLinks(decision.attribution(), names);
      return names;
    }
    case v1::FactChange::kFigure:
      names.push_back(change.figure().subject());
      AddLinks(change.figure().attribution(), names);
      return names;
    case v1::FactChange::kStatement:
      names.push_back(change.statement().speaker());
      AddLinks(change.statement().attribution(), names);
      return names;
    case v1::FactChange::kRelation:
      return {change.relation().subject(), change.relation().object()};
    case v1::FactChange::kEntity:
      return {change.entity().name()};
    case v1::FactChange::FACT_NOT_SET:
      break;
  }
  return names;
}

FilterValue ValueOf(const v1::FactChange& change, size_t field) {
  const v1::Decision& decision = change.decision();
  switch (field) {
    case kKind:
      return static_cast<int>(KindOf(change));
    case kEntity:
      return EntitiesOf(change);
    case kJurisdiction:
      if (!change.has_decision()) return std::monostate();
      return absl::string_view(decision.jurisdiction());
    default:
      return Names(decision.products().begin(), decision.products().end());
  }
}

}  // namespace

absl::StatusOr<ChangeFilter> ChangeFilter::Parse(const std::string& text) {
  ASSIGN_OR_RETURN(Filter filter, Filter::Parse(text, ChangeSchema()));
  return ChangeFilter(std::move(filter));
}

absl::Status ChangeFilter::AddAliases(StoreReader& reader) {
  return filter_.AddArguments([&](size_t field, absl::string_view argument)
                                  -> absl::StatusOr<std::vector<std::string>> {
    if (field != kEntity && field != kProduct) {
      return std::vector<std::string>();
    }
    return AliasesOf(argument, reader);
  });
}

bool ChangeFilter::Matches(const v1::FactChange& change) const {
  return filter_.Matches([&](size_t field) { return ValueOf(change, field); });
}

}  // namespace isnad
