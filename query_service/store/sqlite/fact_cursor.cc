#include "query_service/store/sqlite/fact_cursor.h"

#include <algorithm>
#include <limits>

#include "absl/time/time.h"
#include "common/status/status_macros.h"
#include "query_service/store/sqlite/fact_postings.h"

namespace isnad {
namespace {

constexpr int64_t kFirst = std::numeric_limits<int64_t>::min();
constexpr int64_t kLast = std::numeric_limits<int64_t>::max();

}  // namespace

FactCursor::FactCursor(ReadConnection& connection, FactType type,
                       const FactScan& scan, int64_t revision)
    : connection_(connection), scan_(scan), revision_(revision) {
  for (const FactTagGroup& group : scan.tags) {
    std::vector<PostingList>& lists = groups_.emplace_back();
    for (const FactTag& tag : group) {
      lists.emplace_back(connection, PostingTable::kFacts,
                         FactPostingKey(type, tag.field, tag.value));
    }
  }
  if (groups_.empty()) {
    groups_.emplace_back().emplace_back(connection, PostingTable::kFacts,
                                        FactPostingKey(type));
  }
  // Enough to get on, however little was asked for.
  steps_left_ = std::max<int64_t>(scan.max_steps,
                                  2 * static_cast<int64_t>(groups_.size()) + 1);
}

absl::StatusOr<std::optional<int64_t>> FactCursor::Next() {
  if (!started_) {
    RETURN_IF_ERROR(Start());
    started_ = true;
  }
  if (!by_time()) return NextByRevision();
  return is_sorted_ ? NextSorted() : NextByTime();
}

absl::Status FactCursor::Start() {
  if (!by_time()) {
    from_ = descending() ? revision_ : 1;
    if (scan_.from.has_value()) from_ = scan_.from->version;
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(is_sorted_, Gather());
  before_ =
      descending() ? TimedVersion(kLast, kLast) : TimedVersion(kFirst, kFirst);
  if (!scan_.from.has_value()) {
    if (descending() && scan_.published_by.has_value()) {
      before_ = {absl::ToUnixMicros(*scan_.published_by), kLast};
    }
    return absl::OkStatus();
  }
  const int64_t version = scan_.from->version;
  ASSIGN_OR_RETURN(const int64_t time, TimeOf(version));
  before_ = {time, descending() ? version + 1 : version - 1};
  if (!is_sorted_) return absl::OkStatus();
  while (!sorted_.empty() && (descending() ? sorted_.back() >= before_
                                           : sorted_.back() <= before_)) {
    sorted_.pop_back();
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> FactCursor::Gather() {
  const int64_t steps = steps_left_;
  steps_left_ = int64_t{2} * kMaxSorted;
  from_ = descending() ? revision_ : 1;
  bool all = false;
  while (sorted_.size() <= kMaxSorted) {
    ASSIGN_OR_RETURN(const std::optional<int64_t> version, NextByRevision());
    if (!version.has_value()) {
      all = !stopped_at_.has_value();
      break;
    }
    ASSIGN_OR_RETURN(const int64_t time, TimeOf(*version));
    sorted_.emplace_back(time, *version);
  }
  stopped_at_.reset();
  steps_left_ = steps;
  if (!all) sorted_.clear();
  std::sort(sorted_.begin(), sorted_.end());
  if (!descending()) std::reverse(sorted_.begin(), sorted_.end());
  return all;
}

FactCursor::Version FactCursor::NextByRevision() {
  if (!from_.has_value()) return std::nullopt;
  ASSIGN_OR_RETURN(const std::optional<int64_t> version, Seek(*from_));
  from_.reset();
  if (!version.has_value() || *version > revision_) return std::nullopt;
  from_ = descending() ? *version - 1 : *version + 1;
  return version;
}

FactCursor::Version FactCursor::Seek(int64_t version) {
  size_t agreed = 0;
  for (size_t i = 0; agreed < groups_.size(); i = (i + 1) % groups_.size()) {
    if (!Step()) {
      stopped_at_ = version;
      return std::nullopt;
    }
    ASSIGN_OR_RETURN(const std::optional<int64_t> found,
                     SeekGroup(groups_[i], version));
    if (!found.has_value()) return std::nullopt;
    agreed = *found == version ? agreed + 1 : 1;
    version = *found;
  }
  return version;
}

FactCursor::Version FactCursor::SeekGroup(std::vector<PostingList>& group,
                                          int64_t version) {
  std::optional<int64_t> best;
  for (PostingList& list : group) {
    ASSIGN_OR_RETURN(
        const std::optional<int64_t> at,
        descending() ? list.LastUpTo(version) : list.FirstFrom(version));
    if (!at.has_value()) continue;
    if (!best.has_value() || (descending() ? *at > *best : *at < *best)) {
      best = at;
    }
  }
  return best;
}

FactCursor::Version FactCursor::NextSorted() {
  if (sorted_.empty()) return std::nullopt;
  const int64_t version = sorted_.back().second;
  if (!Step()) {
    stopped_at_ = version;
    return std::nullopt;
  }
  sorted_.pop_back();
  return version;
}

FactCursor::Version FactCursor::NextByTime() {
  ASSIGN_OR_RETURN(
      SqliteStatement* const query,
      connection_.Statement(descending() ? ReadQuery::kDocumentBeforeTime
                                         : ReadQuery::kDocumentAfterTime));
  for (;;) {
    query->BindInt64(1, before_.first);
    query->BindInt64(2, before_.second);
    ASSIGN_OR_RETURN(const bool found, query->Step());
    if (!found) return std::nullopt;
    before_ = {query->Int64(0), query->Int64(1)};
    query->Reset();
    if (!Step()) {
      stopped_at_ = before_.second;
      return std::nullopt;
    }
    if (!descending() && scan_.published_by.has_value() &&
        before_.first > absl::ToUnixMicros(*scan_.published_by)) {
      return std::nullopt;
    }
    if (before_.second > revision_) continue;
    ASSIGN_OR_RETURN(const bool is_asked, IsInEveryGroup(before_.second));
    if (is_asked) return before_.second;
  }
}

absl::StatusOr<bool> FactCursor::IsInEveryGroup(int64_t version) {
  for (std::vector<PostingList>& group : groups_) {
    ASSIGN_OR_RETURN(const std::optional<int64_t> found,
                     SeekGroup(group, version));
    if (found != version) return false;
  }
  return true;
}

absl::StatusOr<int64_t> FactCursor::TimeOf(int64_t version) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_.Statement(ReadQuery::kDocumentTime));
  query->BindInt64(1, version);
  SqliteReset reset(*query);
  ASSIGN_OR_RETURN(const bool found, query->Step());
  // It was collected meanwhile, which the reader is about to find out.
  return found ? query->Int64(0) : kNoPublishTime;
}

bool FactCursor::Step() {
  if (steps_left_ <= 0) return false;
  --steps_left_;
  return true;
}

}  // namespace isnad
