// Filters of list requests: a subset of AIP-160.
//
//   filter      = [ expression ]
//   expression  = sequence { "AND" sequence }
//   sequence    = term { "OR" term }                OR binds tighter than AND
//   term        = [ "NOT" | "-" ] ( "(" expression ")" | restriction )
//   restriction = field comparator argument
//   comparator  = "=" | "!=" | "<" | "<=" | ">" | ">=" | ":"
//   argument    = quoted string | bare word
//
// What a field can be compared by depends on its type:
//
//   string     all; ":" means "contains", and "field:*" "is not empty"
//   enum       = != :  with the full name of a value
//   number     all but ":"
//   timestamp  all but ":", with RFC 3339
//
// Everything else is FILTER_INVALID with the position in code points.
#ifndef ISNAD_QUERY_SERVICE_LOOKUP_FILTER_FILTER_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_FILTER_FILTER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"

namespace isnad {

enum class FilterType { kString, kEnum, kNumber, kTimestamp };

// A field that a filter may name.
struct FilterField {
  absl::string_view name;
  FilterType type = FilterType::kString;
  // For kEnum.
  const google::protobuf::EnumDescriptor* values = nullptr;
};

// The fields of one kind of list. Their index is what `FilterValues` takes.
using FilterSchema = std::vector<FilterField>;

// The value of a field of one listed thing: by the field's type a string, the
// number of an enum value, a number, or a time; monostate where it is not set,
// which only "!=" holds for.
using FilterValue =
    std::variant<std::monostate, absl::string_view, int, double, absl::Time>;
using FilterValues = absl::FunctionRef<FilterValue(size_t field)>;

enum class FilterOperator {
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kHas,
};

struct FilterNode;

// A parsed filter. Immutable, thread-safe.
//
//   ASSIGN_OR_RETURN(Filter filter, Filter::Parse(request.filter(), schema));
//   if (filter.Matches([&](size_t field) { ... })) ...
class Filter {
 public:
  // Longest filter, in bytes, and deepest nesting.
  static constexpr size_t kMaxBytes = 8 << 10;
  static constexpr int kMaxDepth = 32;

  // Parses; an empty filter holds for everything. `schema` must outlive it.
  static absl::StatusOr<Filter> Parse(absl::string_view text,
                                      const FilterSchema& schema);

  Filter(Filter&&) noexcept;
  Filter& operator=(Filter&&) noexcept;
  ~Filter();

  // Whether it holds for a thing with these values.
  bool Matches(FilterValues values) const;

  // If the filter can only hold where a string field equals one value, returns
  // that value, by which a store may look up rather than scan.
  std::optional<std::string> RequiredValue(size_t field) const;

  bool empty() const { return root_ == nullptr; }

 private:
  explicit Filter(std::unique_ptr<FilterNode> root);
  std::unique_ptr<FilterNode> root_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_FILTER_FILTER_H_
