#ifndef ISNAD_QUERY_SERVICE_LOOKUP_READ_PLAN_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_READ_PLAN_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "isnad/v1/query_service.pb.h"
#include "query_service/lookup/page_token.h"
#include "query_service/store/store.h"

namespace isnad {

// At which revision a call reads, what it waits for first, and where its page
// begins.
struct ReadPlan {
  // Exactly this one; the newest readable one if not set.
  std::optional<int64_t> revision;
  ReadRequirement requirement;
  // `PageToken::position`; not set on a first page.
  std::optional<std::string> position;
  // `PageToken::request` of the pages to come.
  uint64_t request = 0;
};

// Reads what a call asks for. REVISION_NOT_REACHED for a revision of zero or
// less, WRITE_TOKEN_INVALID.
absl::StatusOr<ReadPlan> PlanRead(const v1::ReadConsistency& consistency);

// As above for a list, whose page token outweighs its consistency.
// PAGE_TOKEN_INVALID.
absl::StatusOr<ReadPlan> PlanList(const v1::ReadConsistency& consistency,
                                  const std::string& page_token,
                                  uint64_t request, const PageTokens& tokens);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_READ_PLAN_H_
