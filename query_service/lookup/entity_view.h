#ifndef ISNAD_QUERY_SERVICE_LOOKUP_ENTITY_VIEW_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_ENTITY_VIEW_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "isnad/v1/entity.pb.h"

namespace isnad {

// What a name is looked for in and told by, read from an entity in its
// serialized form without building the message. Views into those bytes.
struct EntityView {
  // False if they are no entity.
  bool Read(absl::string_view serialized);

  // As in v1::Entity.
  absl::string_view name;
  v1::EntityKind kind = v1::ENTITY_KIND_UNSPECIFIED;
  absl::string_view display_name;
  absl::string_view redirect_to;
  // The texts of its names.
  std::vector<absl::string_view> names;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_ENTITY_VIEW_H_
