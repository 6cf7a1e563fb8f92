// The part of SqliteReader that reads the mentions of merged entities.
#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "common/status/status_macros.h"
#include "query_service/store/sqlite/sqlite_reader.h"

namespace isnad {

absl::Status SqliteReader::ScanMentionsOfAny(const MentionScan& scan,
                                             MentionVisitor visit) {
  std::vector<std::string> ids = scan.merged_ids;
  ids.push_back(scan.entity_id);
  MentionScan one;
  one.from = scan.from;
  int64_t last = std::numeric_limits<int64_t>::max();
  if (!scan.document_id.empty()) {
    ASSIGN_OR_RETURN(const std::optional<StoredDocument> stored,
                     FindDocument(scan.document_id));
    if (!stored.has_value()) return absl::OkStatus();
    last = stored->version;
    if (one.from.version < last) one.from = {last, 0};
  }
  Visit next = Visit::kContinue;
  while (next == Visit::kContinue) {
    ASSIGN_OR_RETURN(const std::optional<int64_t> version,
                     FirstMentioning(ids, one.from.version, last));
    if (!version.has_value()) break;
    if (*version > one.from.version) one.from = {*version, 0};
    ASSIGN_OR_RETURN(SqliteStatement* const query,
                     connection_->Statement(ReadQuery::kMentionVersions));
    query->BindInt64(1, revision_);
    query->BindInt64(2, *version);
    query->BindInt64(3, *version);
    SqliteReset reset(*query);
    ASSIGN_OR_RETURN(const bool found, query->Step());
    if (found) {
      ASSIGN_OR_RETURN(const MentionSource source, ReadMentionSource(*query));
      ASSIGN_OR_RETURN(next, ScanVersion(source, one.from.ordinal, "", visit));
    }
    one.from = {*version + 1, 0};
  }
  return CheckNotCompacted();
}

absl::StatusOr<std::optional<int64_t>> SqliteReader::FirstMentioning(
    const std::vector<std::string>& ids, int64_t first, int64_t last) {
  std::optional<int64_t> found;
  for (const std::string& id : ids) {
    MentionScan scan;
    scan.entity_id = id;
    scan.from = {first, 0};
    SqliteStatement* query = nullptr;
    ASSIGN_OR_RETURN(const bool any, BindMentionVersions(scan, query));
    if (!any) continue;
    SqliteReset reset(*query);
    ASSIGN_OR_RETURN(const bool more, query->Step());
    if (!more || query->Int64(0) > last) continue;
    found = std::min(found.value_or(query->Int64(0)), query->Int64(0));
  }
  return found;
}

}  // namespace isnad
