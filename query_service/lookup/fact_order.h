#ifndef ISNAD_QUERY_SERVICE_LOOKUP_FACT_ORDER_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_FACT_ORDER_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "query_service/store/fact_scan.h"

namespace isnad {

// Reads an `order_by` (AIP-132) of a list of facts: nothing, "revision" or
// "publish_time", with " desc" or without; and behind "publish_time" what holds
// anyway, ", revision" in the same direction. ORDER_INVALID.
absl::StatusOr<FactOrder> ParseFactOrder(absl::string_view order_by);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_FACT_ORDER_H_
