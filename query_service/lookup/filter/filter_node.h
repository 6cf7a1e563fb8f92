#ifndef ISNAD_QUERY_SERVICE_LOOKUP_FILTER_FILTER_NODE_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_FILTER_FILTER_NODE_H_

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "query_service/lookup/filter/filter.h"

namespace isnad {

// A node of a parsed filter.
struct FilterNode {
  enum class Kind { kAnd, kOr, kNot, kRestriction };

  Kind kind = Kind::kRestriction;
  // Of kAnd and kOr at least one, of kNot exactly one.
  std::vector<std::unique_ptr<FilterNode>> children;

  // Of kRestriction.
  size_t field = 0;
  FilterOperator comparator = FilterOperator::kEqual;
  // By the field's type.
  std::variant<std::string, int, Decimal, absl::Time> argument;
  // Of a string that is compared for equality: what else it may equal.
  std::vector<std::string> others;
  // "field:*".
  bool any_value = false;
  // Whether the field is a repeated one.
  bool repeated = false;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_FILTER_FILTER_NODE_H_
