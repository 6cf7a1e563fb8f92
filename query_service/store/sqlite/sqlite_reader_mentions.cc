// The part of SqliteReader that reads the mentions of entities.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "query_service/store/resource_name.h"
#include "query_service/store/sqlite/posting_list.h"
#include "query_service/store/sqlite/sqlite_reader.h"

namespace isnad {

absl::Status SqliteReader::ScanMentionsOfAny(const MentionScan& scan,
                                             MentionVisitor visit) {
  std::vector<std::string> ids = scan.merged_ids;
  ids.push_back(scan.entity_id);
  ASSIGN_OR_RETURN(std::vector<PostingList> lists, MentionListsOf(ids));
  const std::string entity_name =
      ids.size() > 1 ? "" : absl::StrCat(kEntityPrefix, scan.entity_id);
  MentionPosition from = scan.from;
  Visit next = Visit::kContinue;
  while (next == Visit::kContinue) {
    ASSIGN_OR_RETURN(const std::optional<int64_t> version,
                     FirstMentioning(lists, from.version));
    if (!version.has_value()) break;
    if (*version > from.version) from = {*version, 0};
    ASSIGN_OR_RETURN(SqliteStatement* const query,
                     connection_->Statement(ReadQuery::kMentionVersions));
    query->BindInt64(1, revision_);
    query->BindInt64(2, *version);
    query->BindInt64(3, *version);
    SqliteReset reset(*query);
    ASSIGN_OR_RETURN(const bool found, query->Step());
    if (found) {
      ASSIGN_OR_RETURN(const MentionSource source, ReadMentionSource(*query));
      ASSIGN_OR_RETURN(next,
                       ScanVersion(source, from.ordinal, entity_name, visit));
    }
    from = {*version + 1, 0};
  }
  return CheckNotCompacted();
}

absl::StatusOr<std::vector<PostingList>> SqliteReader::MentionListsOf(
    const std::vector<std::string>& ids) {
  std::vector<PostingList> lists;
  ASSIGN_OR_RETURN(SqliteStatement* const find,
                   connection_->Statement(ReadQuery::kEntityNumber));
  for (const std::string& id : ids) {
    find->BindText(1, id);
    SqliteReset reset(*find);
    ASSIGN_OR_RETURN(const bool found, find->Step());
    if (!found) continue;
    lists.emplace_back(*connection_, PostingTable::kMentions, find->Int64(0));
  }
  return lists;
}

absl::StatusOr<std::optional<int64_t>> SqliteReader::FirstMentioning(
    std::vector<PostingList>& lists, int64_t first) const {
  std::optional<int64_t> least;
  for (PostingList& list : lists) {
    ASSIGN_OR_RETURN(const std::optional<int64_t> version,
                     list.FirstFrom(first));
    if (!version.has_value() || *version > revision_) continue;
    least = std::min(least.value_or(*version), *version);
  }
  return least;
}

}  // namespace isnad
