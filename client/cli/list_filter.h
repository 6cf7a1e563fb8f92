#ifndef ISNAD_CLIENT_CLI_LIST_FILTER_H_
#define ISNAD_CLIENT_CLI_LIST_FILTER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/cli/arguments.h"

namespace isnad {

// Options that stand for a term of a filter: --kind=company and the like.
std::vector<OptionSpec> FilterOptions();

// Returns the AIP-160 filter that the options ask for when `resource`
// ("entities", "mentions", ...) is listed: --filter and the terms of the other
// options, all joined by AND. UsageError for an option that does not apply to
// the resource and for an unknown value.
absl::StatusOr<std::string> FilterOf(const Arguments& arguments,
                                     absl::string_view resource);

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_LIST_FILTER_H_
