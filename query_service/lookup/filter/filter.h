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
//   strings    = != :  a repeated field: "=" and ":" hold if one of its values
//              is the argument, "!=" if none is; "field:*" "has a value"
//   enum       = != :  with the full name of a value
//   number     all but ":"; decimals of any length, compared exactly
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
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "query_service/lookup/filter/decimal.h"

namespace isnad {

enum class FilterType { kString, kStrings, kEnum, kNumber, kTimestamp };

// A field that a filter may name.
struct FilterField {
  absl::string_view name;
  FilterType type = FilterType::kString;
  // For kEnum.
  const google::protobuf::EnumDescriptor* values = nullptr;
};

// The fields of one kind of list. Their index is what `FilterValues` takes.
using FilterSchema = std::vector<FilterField>;

// The value of a field of one listed thing: by the field's type a string,
// strings, the number of an enum value, a number, or a time; monostate where it
// is not set, which only "!=" holds for.
using FilterValue =
    std::variant<std::monostate, absl::string_view,
                 std::vector<absl::string_view>, int, Decimal, absl::Time>;
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

// A field and a value that it is asked to have.
struct FilterEquality {
  size_t field = 0;
  std::string value;
};

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

  // Returns sets of equalities of string fields: the filter can only hold
  // where of each set at least one holds. There may be others; a set has at
  // most `kMaxSet`.
  static constexpr size_t kMaxSet = 100;
  std::vector<std::vector<FilterEquality>> RequiredSets() const;

  // Makes arguments stand for more than themselves: where a string field is
  // compared by "=", "!=", or as a repeated field by ":", the comparison is
  // made with every string that `others` gives for the field and argument, and
  // with the argument.
  using OtherArguments =
      absl::FunctionRef<absl::StatusOr<std::vector<std::string>>(
          size_t field, absl::string_view argument)>;
  absl::Status AddArguments(OtherArguments others);

  bool empty() const { return root_ == nullptr; }

 private:
  explicit Filter(std::unique_ptr<FilterNode> root);
  std::unique_ptr<FilterNode> root_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_FILTER_FILTER_H_
