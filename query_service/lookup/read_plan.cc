#include "query_service/lookup/read_plan.h"

#include "absl/strings/str_cat.h"
#include "common/rpc/write_token.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

absl::Status CheckPositive(int64_t revision) {
  if (revision > 0) return absl::OkStatus();
  return ErrorWithReason(
      absl::StatusCode::kOutOfRange,
      absl::StrCat("consistency: got revision ", revision, ", want 1 or more"),
      v1::ERROR_REASON_REVISION_NOT_REACHED,
      {{"revision", absl::StrCat(revision)}});
}

}  // namespace

absl::StatusOr<ReadPlan> PlanRead(const v1::ReadConsistency& consistency) {
  ReadPlan plan;
  switch (consistency.requirement_case()) {
    case v1::ReadConsistency::kAtLeastRevision:
      RETURN_IF_ERROR(CheckPositive(consistency.at_least_revision()));
      plan.requirement.revision = consistency.at_least_revision();
      break;
    case v1::ReadConsistency::kExactRevision:
      RETURN_IF_ERROR(CheckPositive(consistency.exact_revision()));
      plan.revision = consistency.exact_revision();
      plan.requirement.revision = consistency.exact_revision();
      break;
    case v1::ReadConsistency::kAtLeastToken: {
      ASSIGN_OR_RETURN(plan.requirement.token,
                       DecodeWriteToken(consistency.at_least_token()));
      break;
    }
    case v1::ReadConsistency::REQUIREMENT_NOT_SET:
      break;
  }
  return plan;
}

absl::StatusOr<ReadPlan> PlanList(const v1::ReadConsistency& consistency,
                                  const std::string& page_token,
                                  uint64_t request, const PageTokens& tokens) {
  ReadPlan plan;
  if (page_token.empty()) {
    ASSIGN_OR_RETURN(plan, PlanRead(consistency));
  } else {
    ASSIGN_OR_RETURN(PageToken token, tokens.Decode(page_token, request));
    plan.revision = token.revision;
    // Met already, unless the index is being made anew.
    plan.requirement.revision = token.revision;
    plan.position = std::move(token.position);
  }
  plan.request = request;
  return plan;
}

}  // namespace isnad
