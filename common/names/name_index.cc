#include "common/names/name_index.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "common/names/name_query.h"
#include "common/text/fold.h"

namespace isnad {
namespace {

template <typename T>
size_t BytesOf(const std::vector<T>& items) {
  return items.capacity() * sizeof(T);
}

}  // namespace

absl::Span<const NameIndex::Keyed> NameIndex::WithHash(
    const std::vector<Keyed>& keyed, uint32_t hash) {
  const auto begin = std::lower_bound(
      keyed.begin(), keyed.end(), hash,
      [](const Keyed& entry, uint32_t sought) { return entry.hash < sought; });
  auto end = begin;
  while (end != keyed.end() && end->hash == hash) ++end;
  return absl::MakeConstSpan(keyed).subspan(
      static_cast<size_t>(begin - keyed.begin()),
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
  for (const Keyed& keyed : WithHash(folded_, KeyHash(key))) {
    if (FoldKey(NameAt(keyed.name)) == key) ids.push_back(ids_[keyed.name]);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

size_t NameIndex::memory_bytes() const {
  return text_.capacity() + BytesOf(text_begin_) + BytesOf(ids_) +
         tries_[0].memory_bytes() + tries_[1].memory_bytes() +
         BytesOf(token_sizes_) + BytesOf(postings_begin_) + BytesOf(postings_) +
         BytesOf(units_begin_) + BytesOf(units_) + BytesOf(folded_) +
         BytesOf(skeletons_);
}

}  // namespace isnad
