// Resource names: "entities/{entity}", "documents/{document}" and
// "documents/{document}/{collection}/{fact}".
#ifndef ISNAD_QUERY_SERVICE_STORE_RESOURCE_NAME_H_
#define ISNAD_QUERY_SERVICE_STORE_RESOURCE_NAME_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace isnad {

inline constexpr absl::string_view kEntityPrefix = "entities/";
inline constexpr absl::string_view kDocumentPrefix = "documents/";

// Whether `id` can be the id of an entity, document or fact: 1 to 128 of
// [A-Za-z0-9._~-], and not "-", which stands for all.
bool IsResourceId(absl::string_view id);

// Sets `id`, a view into `name`, to what stands behind `prefix`. FIELD_INVALID
// naming `field` if `name` is none of that kind.
absl::Status ParseResourceName(absl::string_view field,
                               absl::string_view prefix, absl::string_view name,
                               absl::string_view& id);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_RESOURCE_NAME_H_
