#include "query_service/lookup/fact_order.h"

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

// How much of a bad order an error repeats.
constexpr size_t kShownLength = 64;

struct OrderField {
  absl::string_view name;
  bool descending = false;
};

absl::Status OrderInvalid(absl::string_view field, absl::string_view problem) {
  const std::string shown = absl::CHexEscape(field.substr(0, kShownLength));
  return FieldErrorWithReason(
      "order_by", absl::StrCat("got \"", shown, "\", ", problem),
      v1::ERROR_REASON_ORDER_INVALID, {{"field", shown}});
}

absl::StatusOr<OrderField> ParseField(absl::string_view text) {
  const std::vector<absl::string_view> words =
      absl::StrSplit(text, absl::ByAnyChar(" \t"), absl::SkipEmpty());
  const bool is_known =
      !words.empty() && (words[0] == "revision" || words[0] == "publish_time");
  if (!is_known) {
    return OrderInvalid(absl::StripAsciiWhitespace(text),
                        "want revision or publish_time");
  }
  if (words.size() == 1) return OrderField{words[0], false};
  if (words.size() == 2 && words[1] == "desc") {
    return OrderField{words[0], true};
  }
  return OrderInvalid(text, "want a field, or a field and desc");
}

}  // namespace

absl::StatusOr<FactOrder> ParseFactOrder(absl::string_view order_by) {
  if (absl::StripAsciiWhitespace(order_by).empty()) {
    return FactOrder::kRevision;
  }
  std::vector<OrderField> fields;
  for (const absl::string_view text : absl::StrSplit(order_by, ',')) {
    ASSIGN_OR_RETURN(fields.emplace_back(), ParseField(text));
    if (fields.size() > 2) return OrderInvalid(text, "want at most two fields");
  }
  const bool by_time = fields[0].name == "publish_time";
  const bool descending = fields[0].descending;
  if (fields.size() == 2 && !(by_time && fields[1].name == "revision" &&
                              fields[1].descending == descending)) {
    return OrderInvalid(
        order_by,
        "want at most revision behind publish_time, in its direction");
  }
  if (by_time) {
    return descending ? FactOrder::kTimeDescending : FactOrder::kTime;
  }
  return descending ? FactOrder::kRevisionDescending : FactOrder::kRevision;
}

}  // namespace isnad
