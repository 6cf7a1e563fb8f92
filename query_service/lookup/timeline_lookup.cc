#include "query_service/lookup/timeline_lookup.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "query_service/lookup/entity_alias.h"
#include "query_service/lookup/fact_gathering.h"
#include "query_service/lookup/list_page.h"
#include "query_service/store/resource_name.h"
#include "query_service/store/store_errors.h"
#include "query_service/timeline/decision_conflict.h"
#include "query_service/timeline/decision_timeline.h"
#include "query_service/timeline/figure_slots.h"

namespace isnad {
namespace {

constexpr int kDefaultPageSize = 100;

absl::StatusOr<GatherLimits> LimitsOf(const v1::GetTimelineRequest& request) {
  return ReadGatherLimits(request.has_as_of_time(), request.as_of_time(),
                          request.as_of_revision());
}

absl::StatusOr<GatherLimits> LimitsOf(
    const v1::ListFigureSlotsRequest& request) {
  return ReadGatherLimits(request.has_as_of_time(), request.as_of_time(),
                          request.as_of_revision());
}

// Returns an entity, or what it was merged into.
absl::StatusOr<v1::Entity> FindMergedEntity(const std::string& name,
                                            StoreReader& reader) {
  ASSIGN_OR_RETURN(std::optional<v1::Entity> entity,
                   reader.FindEntity(absl::StripPrefix(name, kEntityPrefix)));
  if (!entity.has_value()) return ResourceNotFound("entity", name);
  return FollowRedirects(*std::move(entity), reader);
}

// The tags of an entity and of all that are one with it after merges.
absl::StatusOr<FactTagGroup> TagsOf(FactField field, const std::string& name,
                                    StoreReader& reader) {
  ASSIGN_OR_RETURN(const std::vector<std::string> aliases,
                   AliasesOf(name == "x" ? name : name, reader));
  FactTagGroup group = {{field, name}};
  for (const std::string& alias : aliases) group.push_back({field, alias});
  return group;
}

// Whether a decision is about goods that go there. One without a destination is
// about the state's own market.
bool GoesTo(const v1::Decision& decision, const std::string& destination) {
  if (destination.empty()) return true;
  if (decision.destinations().empty()) {
    return decision.jurisdiction() == destination;
  }
  return std::find(decision.destinations().begin(),
                   decision.destinations().end(),
                   destination) != decision.destinations().end();
}

// Gathers the decisions on one product.
class DecisionGathering {
 public:
  DecisionGathering(StoreReader& reader, const GatherLimits& limits,
                    std::string maker)
      : facts_(reader, limits), maker_(std::move(maker)) {}

  absl::Status Gather(FactScan scan,
                      absl::FunctionRef<bool(const v1::Decision&)> wants) {
    absl::Status status;
    RETURN_IF_ERROR(facts_.Gather<v1::Decision>(
        std::move(scan), wants,
        [&](v1::Decision& decision, const FactSource* source, FactRoot root) {
          SourcedDecision sourced;
          status.Update(AddBuyers(decision, sourced.buyers));
          sourced.decision = std::move(decision);
          sourced.source = source;
          sourced.root = std::move(root);
          decisions_.push_back(std::move(sourced));
        }));
    return status;
  }

  FactGathering& facts() { return facts_; }

  std::vector<v1::JurisdictionTimeline> MakeTimeline() {
    facts_.Finish();
    return isnad::MakeTimeline(std::move(decisions_));
  }

 private:
  // Adds the parties but for the maker, merged ones under one name.
  absl::Status AddBuyers(const v1::Decision& decision,
                         std::vector<std::string>& buyers) {
    if (decision.parties().empty()) return absl::OkStatus();
    ASSIGN_OR_RETURN(const std::string maker, facts_.MergedName(maker_));
    for (const std::string& party : decision.parties()) {
      ASSIGN_OR_RETURN(std::string name, facts_.MergedName(party));
      if (name != maker) buyers.push_back(std::move(name));
    }
    return absl::OkStatus();
  }

  FactGathering facts_;
  const std::string maker_;
  std::vector<SourcedDecision> decisions_;
};

}  // namespace

absl::Status Check(const v1::GetTimelineRequest& request) {
  absl::string_view id;
  RETURN_IF_ERROR(
      ParseResourceName("product", kEntityPrefix, request.product(), id));
  const std::string& destination = request.destination();
  const bool is_code =
      destination.size() == 2 &&
      std::all_of(destination.begin(), destination.end(), [](char c) {
        return absl::ascii_isupper(static_cast<unsigned char>(c));
      });
  if (!destination.empty() && !is_code) {
    return FieldError("destination",
                      absl::StrCat("got \"", destination,
                                   "\", want an ISO 3166 alpha-2 code"));
  }
  return LimitsOf(request).status();
}

absl::Status Lookup(const v1::GetTimelineRequest& request,
                    const LookupContext& context,
                    v1::GetTimelineResponse& response) {
  ASSIGN_OR_RETURN(const GatherLimits limits, LimitsOf(request));
  ASSIGN_OR_RETURN(const v1::Entity product,
                   FindMergedEntity(request.product(), context.reader));
  DecisionGathering gathering(context.reader, limits,
                              product.product().maker());
  ASSIGN_OR_RETURN(
      FactTagGroup tags,
      TagsOf(FactField::kProduct, request.product(), context.reader));
  FactScan scan;
  scan.tags = {std::move(tags)};
  const std::string& destination = request.destination();
  RETURN_IF_ERROR(gathering.Gather(scan, [&](const v1::Decision& decision) {
    return GoesTo(decision, destination);
  }));
  if (request.include_general()) {
    FactScan general;
    if (!destination.empty()) {
      general.tags = {{{FactField::kDestination, destination},
                       {FactField::kJurisdiction, destination}}};
    }
    RETURN_IF_ERROR(
        gathering.Gather(general, [&](const v1::Decision& decision) {
          return IsGeneral(decision) && GoesTo(decision, destination);
        }));
  }
  for (v1::JurisdictionTimeline& part : gathering.MakeTimeline()) {
    *response.add_jurisdictions() = std::move(part);
  }
  response.set_omitted_decisions(gathering.facts().omitted());
  return absl::OkStatus();
}

absl::Status Check(const v1::ListFigureSlotsRequest& request) {
  absl::string_view id;
  RETURN_IF_ERROR(
      ParseResourceName("subject", kEntityPrefix, request.subject(), id));
  if (!v1::FigureMetric_IsValid(request.metric())) {
    return FieldError("metric",
                      absl::StrCat("got ", static_cast<int>(request.metric()),
                                   ", want a FigureMetric"));
  }
  RETURN_IF_ERROR(PageSize(request.page_size(), kDefaultPageSize).status());
  return LimitsOf(request).status();
}

uint64_t Digest(const v1::ListFigureSlotsRequest& request) {
  return RequestDigest({"ListFigureSlots", request.subject(),
                        absl::StrCat(static_cast<int>(request.metric())),
                        request.has_as_of_time()
                            ? absl::StrCat(request.as_of_time().seconds(), ".",
                                           request.as_of_time().nanos())
                            : std::string(),
                        absl::StrCat(request.as_of_revision())});
}

absl::Status Lookup(const v1::ListFigureSlotsRequest& request,
                    const LookupContext& context,
                    v1::ListFigureSlotsResponse& response) {
  ASSIGN_OR_RETURN(const int size,
                   PageSize(request.page_size(), kDefaultPageSize));
  ASSIGN_OR_RETURN(const GatherLimits limits, LimitsOf(request));
  ASSIGN_OR_RETURN(const v1::Entity subject,
                   FindMergedEntity(request.subject(), context.reader));
  FactGathering gathering(context.reader, limits);
  ASSIGN_OR_RETURN(
      FactTagGroup tags,
      TagsOf(FactField::kSubject, request.subject(), context.reader));
  FactScan scan;
  scan.tags = {std::move(tags)};
  std::vector<SourcedFigure> figures;
  RETURN_IF_ERROR(gathering.Gather<v1::Figure>(
      scan,
      [&](const v1::Figure& figure) {
        return request.metric() == v1::FIGURE_METRIC_UNSPECIFIED ||
               figure.metric() == request.metric();
      },
      [&](v1::Figure& figure, const FactSource* source, FactRoot root) {
        figures.push_back({std::move(figure), source, std::move(root)});
      }));
  gathering.Finish();
  response.set_omitted_figures(gathering.omitted());
  // The same on every page, which are all read at one revision.
  std::vector<v1::FigureSlot> slots = MakeFigureSlots(std::move(figures));
  size_t next = 0;
  if (context.plan.position.has_value() &&
      !absl::SimpleAtoi(*context.plan.position, &next)) {
    next = slots.size();
  }
  PageBudget budget(size);
  for (; next < slots.size() && budget.Examine(); ++next) {
    const auto bytes = static_cast<int64_t>(slots[next].ByteSizeLong());
    if (!budget.Fits(bytes)) break;
    budget.Take(bytes);
    // Its figures may name any of the entities that were merged.
    slots[next].set_subject(subject.name());
    *response.add_slots() = std::move(slots[next]);
  }
  if (next < slots.size()) {
    response.set_next_page_token(context.NextPageToken(absl::StrCat(next)));
  }
  return absl::OkStatus();
}

}  // namespace isnad
