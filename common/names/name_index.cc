#include "common/names/name_index.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "common/names/name_query.h"
#include "common/text/fold.h"

namespace isnad {
absl::Span<const NameIndex::Keyed> NameIndex::WithHash(
    absl::Span<const Keyed> keyed, uint32_t hash) {
  const auto begin = std::lower_bound(
      keyed.begin(), keyed.end(), hash,
      [](const Keyed& entry, uint32_t sought) { return entry.hash < sought; });
  auto end = begin;
  while (end != keyed.end() && end->hash == hash) ++end;
  return keyed.subspan(static_cast<size_t>(begin - keyed.begin()),
                       static_cast<size_t>(end - begin));
}

std::vector<NameMatch> NameIndex::Match(absl::string_view query,
                                        const NameMatchOptions& options) const {
  std::vector<NameMatch> matches;
  if (size() == 0 || query.empty() || options.limit == 0) return matches;
  NameQuery work(*this, query);
  for (const uint32_t name : work.Candidates()) {
    NameMatch match = work.Align(name);
    if (match.score >= options.min_score) matches.push_back(match);
  }
  // Candidates come in the order of their numbers.
  std::stable_sort(
      matches.begin(), matches.end(),
      [](const NameMatch& a, const NameMatch& b) { return a.score > b.score; });
  absl::flat_hash_set<uint32_t> seen;
  const auto repeated = [&seen](const NameMatch& match) {
    return !seen.insert(match.id).second;
  };
  matches.erase(std::remove_if(matches.begin(), matches.end(), repeated),
                matches.end());
  if (matches.size() > options.limit) matches.resize(options.limit);
  return matches;
}

std::vector<uint32_t> NameIndex::FindFolded(absl::string_view name) const {
  const std::string key = FoldKey(name);
  std::vector<uint32_t> ids;
  for (const Keyed& keyed : WithHash(folded_.span(), KeyHash(key))) {
    if (FoldKey(NameAt(keyed.name)) == key) ids.push_back(ids_[keyed.name]);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

template <typename Index, typename Visit>
void NameIndex::ForEachArray(Index& index, Visit visit) {
  visit(index.text_);
  visit(index.text_begin_);
  visit(index.ids_);
  visit(index.tries_[0]);
  visit(index.tries_[1]);
  visit(index.token_sizes_);
  visit(index.postings_begin_);
  visit(index.postings_);
  visit(index.units_begin_);
  visit(index.units_);
  visit(index.folded_);
  visit(index.skeletons_);
}

size_t NameIndex::memory_bytes() const {
  size_t bytes = 0;
  ForEachArray(*this,
               [&bytes](const auto& array) { bytes += array.memory_bytes(); });
  return bytes;
}

absl::Status NameIndex::SpillTo(const std::string& folder) {
  std::vector<absl::string_view> parts;
  ForEachArray(*this,
               [&parts](const auto& array) { parts.push_back(array.bytes()); });
  absl::StatusOr<std::shared_ptr<const SpillFile>> file =
      SpillFile::Write(folder, parts);
  if (!file.ok()) return file.status();
  size_t next = 0;
  ForEachArray(*this,
               [&](auto& array) { array.MoveTo((*file)->Part(next++)); });
  file_ = *std::move(file);
  return absl::OkStatus();
}

}  // namespace isnad
