#include "query_service/lookup/entity_alias.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/status/status_macros.h"
#include "query_service/store/resource_name.h"
#include "query_service/store/store_errors.h"

namespace isnad {
namespace {

// Longest chain of merges that is followed.
constexpr int kMaxRedirects = 16;

absl::string_view IdOf(absl::string_view name) {
  return absl::StripPrefix(name, kEntityPrefix);
}

}  // namespace

absl::StatusOr<v1::Entity> FollowRedirects(v1::Entity entity,
                                           StoreReader& reader) {
  for (int i = 0; i < kMaxRedirects && !entity.redirect_to().empty(); ++i) {
    ASSIGN_OR_RETURN(std::optional<v1::Entity> next,
                     reader.FindEntity(IdOf(entity.redirect_to())));
    if (!next.has_value()) break;
    entity = *std::move(next);
  }
  return entity;
}

absl::Status FollowRedirects(StoreReader& reader, std::string& entity,
                             EntityView& view) {
  for (int i = 0; i < kMaxRedirects && !view.redirect_to.empty(); ++i) {
    ASSIGN_OR_RETURN(std::optional<std::string> next,
                     reader.FindSerializedEntity(IdOf(view.redirect_to)));
    if (!next.has_value()) break;
    entity = *std::move(next);
    if (!view.Read(entity)) return StoreDamaged("an entity");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> AliasesOf(absl::string_view name,
                                                   StoreReader& reader) {
  if (!absl::StartsWith(name, kEntityPrefix)) {
    return std::vector<std::string>();
  }
  std::vector<std::string> ids = {std::string(IdOf(name))};
  const auto add = [&ids](absl::string_view id) {
    const bool is_new = std::find(ids.begin(), ids.end(), id) == ids.end();
    if (is_new && ids.size() <= kMaxAliases) ids.emplace_back(id);
  };
  // Grows while it is walked: what is one with any of them is one with all.
  for (size_t i = 0; i < ids.size(); ++i) {
    ASSIGN_OR_RETURN(const std::optional<v1::Entity> entity,
                     reader.FindEntity(ids[i]));
    if (entity.has_value() && !entity->redirect_to().empty()) {
      add(IdOf(entity->redirect_to()));
    }
    ASSIGN_OR_RETURN(const std::vector<std::string> merged,
                     reader.FindRedirectsTo(ids[i], kMaxAliases));
    for (const std::string& id : merged) add(id);
  }
  std::vector<std::string> names;
  for (size_t i = 1; i < ids.size(); ++i) {
    names.push_back(absl::StrCat(kEntityPrefix, ids[i]));
  }
  return names;
}

}  // namespace isnad
