#include "query_service/store/sqlite/posting_list.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/sqlite/sqlite_status.h"
#include "common/status/status_macros.h"
#include "query_service/store/sqlite/fact_codec.h"

namespace isnad {
namespace {

// Bounds what a reader decodes for one version.
constexpr size_t kMaxChunk = 256;

bool Decode(int64_t first, absl::string_view more,
            std::vector<int64_t>& versions) {
  versions.assign(1, first);
  while (!more.empty()) {
    uint64_t distance = 0;
    if (!TakeVarint(more, distance)) return false;
    versions.push_back(versions.back() + static_cast<int64_t>(distance));
  }
  return true;
}

absl::Status Malformed() {
  return SqliteStatus(SQLITE_CORRUPT, "malformed list of versions", "posting");
}

}  // namespace

absl::Status PostingWriter::Prepare(absl::string_view table,
                                    SqliteDatabase& index) {
  const std::string recent = absl::StrCat("recent_", table);
  RETURN_IF_ERROR(PrepareTable(table, index, large_));
  RETURN_IF_ERROR(PrepareTable(recent, index, recent_));
  const auto find_in = [](absl::string_view name, int is_recent) {
    return absl::StrCat("SELECT * FROM (SELECT first, more, ", is_recent,
                        " FROM ", name,
                        " WHERE key=?1 AND first<=?2 ORDER BY first DESC "
                        "LIMIT 1)");
  };
  ASSIGN_OR_RETURN(find_,
                   index.Prepare(absl::StrCat(find_in(recent, 1), " UNION ALL ",
                                              find_in(table, 0), " LIMIT 1")));
  ASSIGN_OR_RETURN(count_recent_, index.Prepare(absl::StrCat(
                                      "SELECT count(*) FROM ", recent)));
  ASSIGN_OR_RETURN(read_recent_, index.Prepare(absl::StrCat(
                                     "SELECT key, first, more FROM ", recent)));
  ASSIGN_OR_RETURN(clear_recent_,
                   index.Prepare(absl::StrCat("DELETE FROM ", recent)));
  return absl::OkStatus();
}

absl::Status PostingWriter::PrepareTable(absl::string_view name,
                                         SqliteDatabase& index, Table& table) {
  ASSIGN_OR_RETURN(table.insert,
                   index.Prepare(absl::StrCat("INSERT INTO ", name,
                                              " VALUES (?1, ?2, ?3)")));
  ASSIGN_OR_RETURN(table.erase,
                   index.Prepare(absl::StrCat("DELETE FROM ", name,
                                              " WHERE key=?1 AND first=?2")));
  return absl::OkStatus();
}

void PostingWriter::Forget() {
  added_.clear();
  removed_.clear();
}

absl::Status PostingWriter::Flush() {
  std::sort(removed_.begin(), removed_.end());
  for (Place at = removed_.begin(); at != removed_.end();) {
    ASSIGN_OR_RETURN(at, RemoveFromChunk(at, removed_.end()));
  }
  if (!added_.empty()) {
    ASSIGN_OR_RETURN(const bool has_row, count_recent_.Step());
    const int64_t recent = has_row ? count_recent_.Int64(0) : 0;
    count_recent_.Reset();
    // As many rows at most.
    const auto more = static_cast<int64_t>(added_.size());
    const bool is_small = recent + more <= max_recent_rows_;
    if (!is_small) RETURN_IF_ERROR(TakeRecent());
    std::sort(added_.begin(), added_.end());
    RETURN_IF_ERROR(InsertAdded(is_small ? recent_ : large_));
  }
  Forget();
  return absl::OkStatus();
}

absl::Status PostingWriter::InsertAdded(Table& table) {
  std::vector<int64_t> chunk;
  for (size_t i = 0; i < added_.size(); ++i) {
    const auto& [key, version] = added_[i];
    if (chunk.empty() || chunk.back() != version) chunk.push_back(version);
    const bool is_last = i + 1 == added_.size() || added_[i + 1].first != key;
    if (!is_last && chunk.size() < kMaxChunk) continue;
    RETURN_IF_ERROR(Insert(key, chunk, table));
    chunk.clear();
  }
  return absl::OkStatus();
}

absl::Status PostingWriter::TakeRecent() {
  {
    SqliteReset reset(read_recent_);
    std::vector<int64_t> versions;
    for (;;) {
      ASSIGN_OR_RETURN(const bool more, read_recent_.Step());
      if (!more) break;
      if (!Decode(read_recent_.Int64(1), read_recent_.Blob(2), versions)) {
        return Malformed();
      }
      const int64_t key = read_recent_.Int64(0);
      for (const int64_t version : versions) Add(key, version);
    }
  }
  return clear_recent_.Run();
}

absl::Status PostingWriter::Insert(int64_t key,
                                   const std::vector<int64_t>& versions,
                                   Table& table) {
  std::string more;
  for (size_t i = 1; i < versions.size(); ++i) {
    AppendVarint(static_cast<uint64_t>(versions[i] - versions[i - 1]), more);
  }
  table.insert.BindInt64(1, key);
  table.insert.BindInt64(2, versions.front());
  table.insert.BindBlob(3, more);
  return table.insert.Run();
}

absl::StatusOr<PostingWriter::Place> PostingWriter::RemoveFromChunk(Place from,
                                                                    Place end) {
  const int64_t key = from->first;
  std::vector<int64_t> versions;
  bool is_recent = false;
  find_.BindInt64(1, key);
  find_.BindInt64(2, from->second);
  {
    SqliteReset reset(find_);
    ASSIGN_OR_RETURN(const bool found, find_.Step());
    if (!found) return from + 1;
    if (!Decode(find_.Int64(0), find_.Blob(1), versions)) return Malformed();
    is_recent = find_.Int64(2) != 0;
  }
  Table& table = is_recent ? recent_ : large_;
  const int64_t first = versions.front();
  const size_t before = versions.size();
  Place to = from + 1;
  while (to != end && to->first == key && to->second <= versions.back()) ++to;
  const auto is_removed = [&](int64_t version) {
    return std::binary_search(from, to, std::pair(key, version));
  };
  versions.erase(std::remove_if(versions.begin(), versions.end(), is_removed),
                 versions.end());
  if (versions.size() == before) return to;
  table.erase.BindInt64(1, key);
  table.erase.BindInt64(2, first);
  RETURN_IF_ERROR(table.erase.Run());
  if (!versions.empty()) RETURN_IF_ERROR(Insert(key, versions, table));
  return to;
}

absl::StatusOr<bool> PostingList::Load(ReadQuery chunk, int64_t version) {
  versions_.clear();
  ASSIGN_OR_RETURN(SqliteStatement* const query, connection_->Statement(chunk));
  query->BindInt64(1, key_);
  query->BindInt64(2, version);
  SqliteReset reset(*query);
  ASSIGN_OR_RETURN(const bool found, query->Step());
  if (!found) return false;
  if (!Decode(query->Int64(0), query->Blob(1), versions_)) return Malformed();
  return true;
}

absl::StatusOr<bool> PostingList::LoadUpTo(int64_t version) {
  return Load(table_ == PostingTable::kFacts ? ReadQuery::kFactChunkUpTo
                                             : ReadQuery::kMentionChunkUpTo,
              version);
}

absl::StatusOr<bool> PostingList::LoadFrom(int64_t version) {
  return Load(table_ == PostingTable::kFacts ? ReadQuery::kFactChunkFrom
                                             : ReadQuery::kMentionChunkFrom,
              version);
}

PostingList::Version PostingList::FirstFrom(int64_t version) {
  const auto is_within = [&] {
    return !versions_.empty() && versions_.front() <= version &&
           version <= versions_.back();
  };
  if (!is_within()) {
    // Behind the end of a chunk nothing but the next one can begin.
    bool found = false;
    if (versions_.empty() || versions_.back() + 1 != version) {
      ASSIGN_OR_RETURN(found, LoadUpTo(version));
    }
    if (!found || versions_.back() < version) {
      ASSIGN_OR_RETURN(const bool later, LoadFrom(version));
      if (!later) return std::nullopt;
      return versions_.front();
    }
  }
  return *std::lower_bound(versions_.begin(), versions_.end(), version);
}

PostingList::Version PostingList::LastUpTo(int64_t version) {
  if (versions_.empty() || version < versions_.front() ||
      version > versions_.back()) {
    ASSIGN_OR_RETURN(const bool found, LoadUpTo(version));
    if (!found) return std::nullopt;
  }
  return *std::prev(
      std::upper_bound(versions_.begin(), versions_.end(), version));
}

}  // namespace isnad
