#include "query_service/lookup/filter/filter.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
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

bool CompareString(const FilterNode& node, absl::string_view value) {
  if (node.any_value) return !value.empty();
  const absl::string_view argument = std::get<std::string>(node.argument);
  if (node.comparator == FilterOperator::kHas) {
    return absl::StrContains(value, argument);
  }
  return Compare(node.comparator, value, argument);
}

bool HoldsForValue(const FilterNode& node, const FilterValue& value) {
  if (const auto* text = std::get_if<absl::string_view>(&value)) {
    return CompareString(node, *text);
  }
  if (const auto* number = std::get_if<int>(&value)) {
    return Compare(node.comparator, *number, std::get<int>(node.argument));
  }
  if (const auto* number = std::get_if<double>(&value)) {
    return Compare(node.comparator, *number, std::get<double>(node.argument));
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

}  // namespace

Filter::Filter(std::unique_ptr<FilterNode> root) : root_(std::move(root)) {}
Filter::Filter(Filter&&) noexcept = default;
Filter& Filter::operator=(Filter&&) noexcept = default;
Filter::~Filter() = default;

bool Filter::Matches(FilterValues values) const {
  return root_ == nullptr || Holds(*root_, values);
}

std::optional<std::string> Filter::RequiredValue(size_t field) const {
  return root_ == nullptr ? std::nullopt : Required(*root_, field);
}

}  // namespace isnad
