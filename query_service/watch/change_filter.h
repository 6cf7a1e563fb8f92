#ifndef ISNAD_QUERY_SERVICE_WATCH_CHANGE_FILTER_H_
#define ISNAD_QUERY_SERVICE_WATCH_CHANGE_FILTER_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "isnad/v1/watch_service.pb.h"
#include "query_service/lookup/filter/filter.h"
#include "query_service/store/store_reader.h"

namespace isnad {

// Which changes a watch is told of: `WatchFactsRequest.filter`. Thread-safe
// once `AddAliases` was called.
class ChangeFilter {
 public:
  // FILTER_INVALID.
  static absl::StatusOr<ChangeFilter> Parse(const std::string& text);

  // Makes names of entities stand for those that were merged with them as of
  // the reader's revision.
  absl::Status AddAliases(StoreReader& reader);

  bool Matches(const v1::FactChange& change) const;

 private:
  explicit ChangeFilter(Filter filter) : filter_(std::move(filter)) {}

  Filter filter_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_WATCH_CHANGE_FILTER_H_
