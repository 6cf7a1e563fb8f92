// The part of RecordWriter that merges entities.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/sqlite/sqlite_status.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "query_service/store/resource_name.h"
#include "query_service/store/sqlite/record_writer.h"
#include "query_service/store/sqlite/schema.h"
#include "query_service/store/store_errors.h"

namespace isnad {
namespace {

std::string NameOf(absl::string_view id) {
  return absl::StrCat(kEntityPrefix, id);
}

std::string IdOf(absl::string_view name) {
  return std::string(absl::StripPrefix(name, kEntityPrefix));
}

absl::StatusOr<v1::Entity> ParseEntity(absl::string_view data) {
  v1::Entity entity;
  if (entity.ParseFromArray(data.data(), static_cast<int>(data.size()))) {
    return entity;
  }
  return SqliteStatus(SQLITE_CORRUPT, "malformed row", "entity_version");
}

}  // namespace

absl::StatusOr<v1::Entity> RecordWriter::FindSurvivor(absl::string_view id) {
  std::string at(id);
  for (int i = 0; i < kMaxRedirects; ++i) {
    ASSIGN_OR_RETURN(const std::optional<CurrentEntity> current,
                     FindEntity(at));
    if (!current.has_value()) return ResourceNotFound("entity", NameOf(at));
    ASSIGN_OR_RETURN(v1::Entity entity, ParseEntity(current->data));
    if (entity.redirect_to().empty()) return entity;
    at = IdOf(entity.redirect_to());
  }
  return SqliteStatus(SQLITE_CORRUPT, "redirections in a circle",
                      "entity_version");
}

absl::StatusOr<int64_t> RecordWriter::Merge(absl::string_view source,
                                            absl::string_view target,
                                            int64_t revision, StateRow& state) {
  ASSIGN_OR_RETURN(const std::optional<CurrentEntity> current,
                   FindEntity(source));
  if (!current.has_value()) return ResourceNotFound("entity", NameOf(source));
  ASSIGN_OR_RETURN(v1::Entity merged, ParseEntity(current->data));
  ASSIGN_OR_RETURN(const v1::Entity survivor, FindSurvivor(target));
  if (source == target) {
    return FieldError("target", "got the source, want another entity");
  }
  if (survivor.name() == merged.name()) {
    return FieldError("target", absl::StrCat("got ", NameOf(target),
                                             ", which was merged into ",
                                             merged.name(), " itself"));
  }
  if (merged.redirect_to() == survivor.name()) return current->version;
  if (!merged.redirect_to().empty()) {
    return FieldError(
        "source",
        absl::StrCat("got ", merged.name(), ", which was merged into ",
                     merged.redirect_to(), ": merge that one"));
  }
  RETURN_IF_ERROR(
      Redirect(std::move(merged), survivor.name(), revision, state));
  // Whoever led here leads on at once, so that chains never grow.
  ASSIGN_OR_RETURN(std::vector<v1::Entity> before,
                   FindRedirectsTo(NameOf(source)));
  for (v1::Entity& entity : before) {
    RETURN_IF_ERROR(
        Redirect(std::move(entity), survivor.name(), revision, state));
  }
  return revision;
}

absl::Status RecordWriter::Redirect(v1::Entity entity,
                                    const std::string& target, int64_t revision,
                                    StateRow& state) {
  ASSIGN_OR_RETURN(const std::optional<CurrentEntity> current,
                   FindEntity(IdOf(entity.name())));
  entity.set_redirect_to(target);
  return WriteEntity(std::move(entity), current, revision, state);
}

absl::StatusOr<std::vector<v1::Entity>> RecordWriter::FindRedirectsTo(
    const std::string& name) {
  // Looks at every entity: merges are rare, and an index would cost every
  // other write.
  find_naming_.BindInt64(1, kNeverReplaced);
  find_naming_.BindBlob(2, name);
  SqliteReset reset(find_naming_);
  std::vector<v1::Entity> entities;
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, find_naming_.Step());
    if (!more) return entities;
    ASSIGN_OR_RETURN(v1::Entity entity, ParseEntity(find_naming_.Blob(0)));
    if (entity.redirect_to() == name) entities.push_back(std::move(entity));
  }
}

absl::Status RecordWriter::CheckRedirects(const PreparedEntities& update) {
  for (const v1::Entity& entity : update.entities) {
    if (entity.redirect_to().empty()) continue;
    const auto invalid = [&](absl::string_view problem) {
      return FieldErrorWithReason(
          "entities",
          absl::StrCat("got ", entity.name(), " merged into ",
                       entity.redirect_to(), ", ", problem),
          v1::ERROR_REASON_RECORD_INVALID);
    };
    if (entity.redirect_to() == entity.name()) return invalid("itself");
    const auto target = std::find_if(
        update.entities.begin(), update.entities.end(),
        [&](const v1::Entity& e) { return e.name() == entity.redirect_to(); });
    const bool is_here = target != update.entities.end();
    if (is_here && !target->redirect_to().empty()) {
      return invalid("which the same record merges");
    }
    const absl::StatusOr<v1::Entity> survivor =
        FindSurvivor(IdOf(entity.redirect_to()));
    if (absl::IsNotFound(survivor.status())) {
      if (is_here) continue;
      return invalid("want an entity of the store or of the record");
    }
    RETURN_IF_ERROR(survivor.status());
    if (survivor->name() == entity.name()) {
      return invalid("which was merged into it");
    }
  }
  return absl::OkStatus();
}

}  // namespace isnad
