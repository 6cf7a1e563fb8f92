// Merged entities: what is asked of one is asked of all that were merged.
#ifndef ISNAD_QUERY_SERVICE_LOOKUP_ENTITY_ALIAS_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_ENTITY_ALIAS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "isnad/v1/entity.pb.h"
#include "query_service/lookup/entity_view.h"
#include "query_service/store/store_reader.h"

namespace isnad {

// Returns the entity that `entity` was merged into, or itself if it was not
// merged, or the redirection leads nowhere or in a circle.
absl::StatusOr<v1::Entity> FollowRedirects(v1::Entity entity,
                                           StoreReader& reader);

// The same of an entity in its serialized form, which it replaces with `view`,
// a view of it.
absl::Status FollowRedirects(StoreReader& reader, std::string& entity,
                             EntityView& view);

// Returns the names (`entities/...`) of the other entities that are one with
// the named one at the reader's revision: those it was merged into and those
// merged into them, at most `kMaxAliases`. None for what is no entity's name.
inline constexpr size_t kMaxAliases = 64;
absl::StatusOr<std::vector<std::string>> AliasesOf(absl::string_view name,
                                                   StoreReader& reader);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_ENTITY_ALIAS_H_
