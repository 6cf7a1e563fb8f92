#include "query_service/lookup/entity_lookup.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "query_service/lookup/filter/filter.h"
#include "query_service/lookup/list_page.h"
#include "query_service/lookup/wire_answer.h"
#include "query_service/store/resource_name.h"
#include "query_service/store/store_errors.h"

namespace isnad {
namespace {

constexpr int kMaxBatch = 1'000;
constexpr int kDefaultPageSize = 100;

enum EntityField : size_t { kKind, kType, kCountryCode, kOrigin };

const FilterSchema& EntitySchema() {
  static const auto* const kSchema = new FilterSchema{
      {"kind", FilterType::kEnum, v1::EntityKind_descriptor()},
      {"type", FilterType::kEnum, v1::EntityType_descriptor()},
      {"country_code", FilterType::kString},
      {"origin", FilterType::kEnum, v1::EntityOrigin_descriptor()},
  };
  return *kSchema;
}

FilterValue ValueOf(const v1::Entity& entity, size_t field) {
  switch (field) {
    case kKind:
      return static_cast<int>(entity.kind());
    case kType:
      return static_cast<int>(entity.type());
    case kCountryCode:
      return absl::string_view(entity.country_code());
    default:
      return static_cast<int>(entity.origin());
  }
}

absl::StatusOr<v1::Entity> GetEntity(const std::string& name,
                                     absl::string_view field,
                                     StoreReader& reader) {
  absl::string_view id;
  RETURN_IF_ERROR(ParseResourceName(field, kEntityPrefix, name, id));
  ASSIGN_OR_RETURN(std::optional<v1::Entity> entity, reader.FindEntity(id));
  if (!entity.has_value()) return ResourceNotFound("entity", name);
  return *std::move(entity);
}

}  // namespace

absl::Status Check(const v1::GetEntityRequest& request) {
  absl::string_view id;
  return ParseResourceName("name", kEntityPrefix, request.name(), id);
}

absl::Status LookupBytes(const v1::GetEntityRequest& request,
                         const LookupContext& context, std::string& response) {
  absl::string_view id;
  RETURN_IF_ERROR(ParseResourceName("name", kEntityPrefix, request.name(), id));
  ASSIGN_OR_RETURN(const std::optional<std::string> entity,
                   context.reader.FindSerializedEntity(id));
  if (!entity.has_value()) return ResourceNotFound("entity", request.name());
  AppendMessageField(v1::GetEntityResponse::kEntityFieldNumber, *entity,
                     response);
  AppendIntegerField(v1::GetEntityResponse::kRevisionFieldNumber,
                     context.reader.revision(), response);
  return absl::OkStatus();
}

absl::Status Check(const v1::BatchGetEntitiesRequest& request) {
  if (request.names().empty() || request.names_size() > kMaxBatch) {
    return FieldError("names", absl::StrCat("got ", request.names_size(),
                                            ", want 1 to ", kMaxBatch));
  }
  for (int i = 0; i < request.names_size(); ++i) {
    absl::string_view id;
    RETURN_IF_ERROR(ParseResourceName(absl::StrCat("names[", i, "]"),
                                      kEntityPrefix, request.names(i), id));
  }
  return absl::OkStatus();
}

absl::Status Lookup(const v1::BatchGetEntitiesRequest& request,
                    const LookupContext& context,
                    v1::BatchGetEntitiesResponse& response) {
  response.mutable_entities()->Reserve(request.names_size());
  for (const std::string& name : request.names()) {
    ASSIGN_OR_RETURN(*response.add_entities(),
                     GetEntity(name, "names", context.reader));
  }
  return absl::OkStatus();
}

absl::Status Check(const v1::ListEntitiesRequest& request) {
  RETURN_IF_ERROR(PageSize(request.page_size(), kDefaultPageSize).status());
  return Filter::Parse(request.filter(), EntitySchema()).status();
}

uint64_t Digest(const v1::ListEntitiesRequest& request) {
  return RequestDigest({"ListEntities", request.filter()});
}

absl::Status Lookup(const v1::ListEntitiesRequest& request,
                    const LookupContext& context,
                    v1::ListEntitiesResponse& response) {
  ASSIGN_OR_RETURN(const int size,
                   PageSize(request.page_size(), kDefaultPageSize));
  ASSIGN_OR_RETURN(const Filter filter,
                   Filter::Parse(request.filter(), EntitySchema()));
  PageBudget budget(size);
  std::string last = context.plan.position.value_or("");
  bool more = false;
  RETURN_IF_ERROR(
      context.reader.ScanEntities(last, [&](const v1::Entity& entity) {
        const auto bytes = static_cast<int64_t>(entity.ByteSizeLong());
        more = !budget.Examine() || !budget.Fits(bytes);
        if (more) return Visit::kStop;
        last = entity.name().substr(kEntityPrefix.size());
        if (filter.Matches(
                [&](size_t field) { return ValueOf(entity, field); })) {
          *response.add_entities() = entity;
          budget.Take(bytes);
        }
        return Visit::kContinue;
      }));
  if (more) response.set_next_page_token(context.NextPageToken(last));
  return absl::OkStatus();
}

}  // namespace isnad
