#ifndef ISNAD_QUERY_SERVICE_LOOKUP_LOOKUP_CONTEXT_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_LOOKUP_CONTEXT_H_

#include <string>
#include <utility>

#include "query_service/lookup/name_directory.h"
#include "query_service/lookup/page_token.h"
#include "query_service/lookup/read_plan.h"
#include "query_service/store/store_reader.h"

namespace isnad {

// What a lookup works with: a reader of the revision that was planned. Lookups
// are functions of a request and this; they set everything of the response but
// its revision.
struct LookupContext {
  StoreReader& reader;
  const ReadPlan& plan;
  const PageTokens& tokens;
  const NameDirectory& names;

  // The token of the page that begins at `position`.
  std::string NextPageToken(std::string position) const {
    return tokens.Encode(
        {reader.revision(), plan.request, std::move(position)});
  }
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_LOOKUP_CONTEXT_H_
