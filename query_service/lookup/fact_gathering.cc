#include "query_service/lookup/fact_gathering.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/text/fold.h"
#include "query_service/lookup/entity_alias.h"
#include "query_service/store/resource_name.h"
#include "query_service/timeline/fact_root.h"

namespace isnad {
namespace {

// Papers of papers; no more than a mistake makes a circle of.
constexpr int kMaxHops = 16;

// The seconds of google.protobuf.Timestamp: years 1 to 9999.
constexpr int64_t kLeastSeconds = -62'135'596'800;
constexpr int64_t kMostSeconds = 253'402'300'799;
constexpr int32_t kMostNanos = 999'999'999;

}  // namespace

absl::StatusOr<GatherLimits> ReadGatherLimits(
    bool has_time, const google::protobuf::Timestamp& as_of_time,
    int64_t as_of_revision) {
  GatherLimits limits;
  if (as_of_revision < 0) {
    return FieldError("as_of_revision",
                      absl::StrCat("got ", as_of_revision, ", want 0 or more"));
  }
  limits.as_of_revision = as_of_revision;
  if (!has_time) return limits;
  if (as_of_time.seconds() < kLeastSeconds ||
      as_of_time.seconds() > kMostSeconds || as_of_time.nanos() < 0 ||
      as_of_time.nanos() > kMostNanos) {
    return FieldError("as_of_time",
                      absl::StrCat("got ", as_of_time.seconds(), " s and ",
                                   as_of_time.nanos(),
                                   " ns, want a time of the years 1 to 9999"));
  }
  limits.as_of_time = absl::FromUnixSeconds(as_of_time.seconds()) +
                      absl::Nanoseconds(as_of_time.nanos());
  return limits;
}

bool FactGathering::Admit(int64_t bytes) {
  if (facts_ >= kMaxGatheredFacts || bytes_ + bytes > kMaxGatheredBytes) {
    ++omitted_;
    return false;
  }
  ++facts_;
  bytes_ += bytes;
  return true;
}

absl::StatusOr<std::optional<v1::Entity>> FactGathering::FindMerged(
    absl::string_view name) {
  ASSIGN_OR_RETURN(std::optional<v1::Entity> found,
                   reader_.FindEntity(absl::StripPrefix(name, kEntityPrefix)));
  if (!found.has_value()) return std::nullopt;
  ASSIGN_OR_RETURN(v1::Entity merged,
                   FollowRedirects(*std::move(found), reader_));
  return merged;
}

absl::StatusOr<std::string> FactGathering::MergedName(const std::string& name) {
  const auto known = merged_names_.find(name);
  if (known != merged_names_.end()) return known->second;
  ASSIGN_OR_RETURN(const std::optional<v1::Entity> merged, FindMerged(name));
  std::string found = merged.has_value() ? merged->name() : name;
  merged_names_.emplace(name, found);
  return found;
}

absl::StatusOr<std::string> FactGathering::RootEntity(
    const std::string& entity) {
  const auto known = roots_.find(entity);
  if (known != roots_.end()) return known->second;
  ASSIGN_OR_RETURN(std::optional<v1::Entity> root, FindMerged(entity));
  // A paper of a company is its own voice; a programme of an outlet is not.
  for (int hop = 0; hop < kMaxHops && root.has_value(); ++hop) {
    if (root->type() != v1::ENTITY_TYPE_MEDIA ||
        root->organization().parent().empty()) {
      break;
    }
    ASSIGN_OR_RETURN(std::optional<v1::Entity> owner,
                     FindMerged(root->organization().parent()));
    if (!owner.has_value() || owner->type() != v1::ENTITY_TYPE_MEDIA) break;
    root = std::move(owner);
  }
  std::string name = root.has_value() ? root->name() : entity;
  roots_.emplace(entity, name);
  return name;
}

absl::StatusOr<std::string> FactGathering::OutletOf(
    const v1::Document& document) {
  const std::string& outlet = document.outlet();
  if (outlet.empty()) return outlet;
  if (absl::StartsWith(outlet, kEntityPrefix)) return RootEntity(outlet);
  ASSIGN_OR_RETURN(const std::vector<v1::Entity> named,
                   reader_.FindEntitiesByFoldKey(FoldKey(outlet)));
  const v1::Entity* only = nullptr;
  for (const v1::Entity& entity : named) {
    if (entity.type() != v1::ENTITY_TYPE_MEDIA) continue;
    if (only != nullptr) return outlet;
    only = &entity;
  }
  return only == nullptr ? outlet : RootEntity(only->name());
}

absl::StatusOr<const FactSource*> FactGathering::SourceOf(
    const StoredDocument& stored) {
  const auto known = source_of_version_.find(stored.version);
  if (known != source_of_version_.end()) return known->second;
  ASSIGN_OR_RETURN(const StoredDocument original, reprints_.OriginalOf(stored));
  FactSource source;
  source.document = stored.document.name();
  source.original = original.document.name();
  ASSIGN_OR_RETURN(source.outlet, OutletOf(original.document));
  source.revision = stored.version;
  source.publish_time = PublishTimeOf(stored.document);
  sources_.push_back(std::move(source));
  source_of_version_[stored.version] = &sources_.back();
  return &sources_.back();
}

absl::StatusOr<FactRoot> FactGathering::RootOf(
    const v1::Attribution& attribution, const FactSource& source) {
  absl::Status status;
  FactRoot root =
      RootOfFact(attribution, source, [&](const std::string& entity) {
        absl::StatusOr<std::string> found = RootEntity(entity);
        status = found.status();
        return found.ok() ? *std::move(found) : entity;
      });
  if (!status.ok()) return status;
  return root;
}

void FactGathering::Finish() {
  std::vector<FactSource*> sources;
  sources.reserve(sources_.size());
  for (FactSource& source : sources_) sources.push_back(&source);
  PlaceInTime(sources);
}

}  // namespace isnad
