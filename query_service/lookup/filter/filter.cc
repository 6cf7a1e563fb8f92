#include "query_service/lookup/filter/filter.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "common/status/status_macros.h"
#include "query_service/lookup/filter/filter_node.h"

namespace isnad {
namespace {

template <typename T>
bool Compare(FilterOperator comparator, const T& value, const T& argument) {
  switch (comparator) {
    case FilterOperator::kEqual:
    case FilterOperator::kHas:
      return value == argument;
    case FilterOperator::kNotEqual:
      return value != argument;
    case FilterOperator::kLess:
      return value < argument;
    case FilterOperator::kLessOrEqual:
      return value <= argument;
    case FilterOperator::kGreater:
      return value > argument;
    case FilterOperator::kGreaterOrEqual:
      return value >= argument;
  }
  return false;
}

// Whether the argument, or what else it stands for, is `value`.
bool EqualsArgument(const FilterNode& node, absl::string_view value) {
  return value == std::get<std::string>(node.argument) ||
         std::find(node.others.begin(), node.others.end(), value) !=
             node.others.end();
}

bool CompareString(const FilterNode& node, absl::string_view value) {
  if (node.any_value) return !value.empty();
  const absl::string_view argument = std::get<std::string>(node.argument);
  switch (node.comparator) {
    case FilterOperator::kHas:
      return absl::StrContains(value, argument);
    case FilterOperator::kEqual:
      return EqualsArgument(node, value);
    case FilterOperator::kNotEqual:
      return !EqualsArgument(node, value);
    default:
      return Compare(node.comparator, value, argument);
  }
}

bool CompareStrings(const FilterNode& node,
                    const std::vector<absl::string_view>& values) {
  if (node.any_value) return !values.empty();
  const bool has = std::any_of(
      values.begin(), values.end(),
      [&](absl::string_view value) { return EqualsArgument(node, value); });
  return has != (node.comparator == FilterOperator::kNotEqual);
}

bool HoldsForValue(const FilterNode& node, const FilterValue& value) {
  if (const auto* text = std::get_if<absl::string_view>(&value)) {
    return CompareString(node, *text);
  }
  if (const auto* texts = std::get_if<std::vector<absl::string_view>>(&value)) {
    return CompareStrings(node, *texts);
  }
  if (const auto* number = std::get_if<int>(&value)) {
    return Compare(node.comparator, *number, std::get<int>(node.argument));
  }
  if (const auto* number = std::get_if<Decimal>(&value)) {
    return Compare(node.comparator, *number, std::get<Decimal>(node.argument));
  }
  if (const auto* time = std::get_if<absl::Time>(&value)) {
    return Compare(node.comparator, *time, std::get<absl::Time>(node.argument));
  }
  return node.comparator == FilterOperator::kNotEqual;
}

bool Holds(const FilterNode& node, FilterValues values) {
  const auto holds = [&](const std::unique_ptr<FilterNode>& child) {
    return Holds(*child, values);
  };
  switch (node.kind) {
    case FilterNode::Kind::kAnd:
      return std::all_of(node.children.begin(), node.children.end(), holds);
    case FilterNode::Kind::kOr:
      return std::any_of(node.children.begin(), node.children.end(), holds);
    case FilterNode::Kind::kNot:
      return !holds(node.children.front());
    case FilterNode::Kind::kRestriction:
      return HoldsForValue(node, values(node.field));
  }
  return false;
}

std::optional<std::string> Required(const FilterNode& node, size_t field) {
  if (node.kind == FilterNode::Kind::kAnd) {
    for (const auto& child : node.children) {
      std::optional<std::string> value = Required(*child, field);
      if (value.has_value()) return value;
    }
  }
  if (node.kind != FilterNode::Kind::kRestriction || node.field != field ||
      node.comparator != FilterOperator::kEqual) {
    return std::nullopt;
  }
  const auto* text = std::get_if<std::string>(&node.argument);
  return text == nullptr ? std::nullopt : std::make_optional(*text);
}

using Set = std::vector<FilterEquality>;

// Whether the comparison asks for a value that strings of a field equal.
bool AsksForEquality(const FilterNode& node) {
  return node.kind == FilterNode::Kind::kRestriction && !node.any_value &&
         std::holds_alternative<std::string>(node.argument) &&
         (node.comparator == FilterOperator::kEqual ||
          (node.comparator == FilterOperator::kHas && node.repeated));
}

std::vector<Set> SetsOf(const FilterNode& node) {
  std::vector<Set> sets;
  if (AsksForEquality(node)) {
    Set set = {{node.field, std::get<std::string>(node.argument)}};
    for (const std::string& other : node.others) {
      set.push_back({node.field, other});
    }
    sets.push_back(std::move(set));
  } else if (node.kind == FilterNode::Kind::kAnd) {
    for (const auto& child : node.children) {
      for (Set& set : SetsOf(*child)) sets.push_back(std::move(set));
    }
  } else if (node.kind == FilterNode::Kind::kOr) {
    // One set of each alternative: one of them holds.
    Set joined;
    for (const auto& child : node.children) {
      const std::vector<Set> alternatives = SetsOf(*child);
      if (alternatives.empty()) return {};
      joined.insert(joined.end(), alternatives.front().begin(),
                    alternatives.front().end());
    }
    sets.push_back(std::move(joined));
  }
  sets.erase(std::remove_if(
                 sets.begin(), sets.end(),
                 [](const Set& set) { return set.size() > Filter::kMaxSet; }),
             sets.end());
  return sets;
}

absl::Status AddArgumentsTo(FilterNode& node, Filter::OtherArguments others) {
  for (const auto& child : node.children) {
    RETURN_IF_ERROR(AddArgumentsTo(*child, others));
  }
  const bool is_inequality = node.kind == FilterNode::Kind::kRestriction &&
                             node.comparator == FilterOperator::kNotEqual &&
                             std::holds_alternative<std::string>(node.argument);
  if (!AsksForEquality(node) && !is_inequality) return absl::OkStatus();
  ASSIGN_OR_RETURN(node.others,
                   others(node.field, std::get<std::string>(node.argument)));
  return absl::OkStatus();
}

}  // namespace

Filter::Filter(std::unique_ptr<FilterNode> root) : root_(std::move(root)) {}
Filter::Filter(Filter&&) noexcept = default;
Filter& Filter::operator=(Filter&&) noexcept = default;
Filter::~Filter() = default;

bool Filter::Matches(FilterValues values) const {
  return root_ == nullptr || Holds(*root_, values);
}

std::vector<std::vector<FilterEquality>> Filter::RequiredSets() const {
  return root_ == nullptr ? std::vector<Set>() : SetsOf(*root_);
}

absl::Status Filter::AddArguments(OtherArguments others) {
  return root_ == nullptr ? absl::OkStatus() : AddArgumentsTo(*root_, others);
}

std::optional<std::string> Filter::RequiredValue(size_t field) const {
  return root_ == nullptr ? std::nullopt : Required(*root_, field);
}

}  // namespace isnad
