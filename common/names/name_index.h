#ifndef ISNAD_COMMON_NAMES_NAME_INDEX_H_
#define ISNAD_COMMON_NAMES_NAME_INDEX_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/base/frozen_array.h"
#include "common/base/spill_file.h"
#include "common/names/edit_costs.h"
#include "common/names/name_symbols.h"
#include "common/names/name_trie.h"
#include "common/text/token_hash.h"

namespace isnad {

// How a name matched a query. Values are those of v1::MatchMethod.
enum class NameMatchMethod {
  kExact = 1,     // the same bytes
  kFolded = 2,    // the same fold key
  kSkeleton = 3,  // the same skeleton
  kFuzzy = 4,     // within a weighted edit distance
};

struct NameMatch {
  uint32_t id = 0;
  absl::string_view name;  // lives as long as the index
  // 1 for the same bytes, 0.99 for the same fold key, less for all others.
  double score = 0.0;
  NameMatchMethod method = NameMatchMethod::kFuzzy;
};

struct NameMatchOptions {
  size_t limit = 5;
  double min_score = 0.0;
};

// Finds the names that a query may spell, in any script and with any of the
// usual mistakes: names in another script, with letters that stand for others,
// with tokens in another order, joined, split, or missing on either side.
//
// A query's tokens are looked up in a tree of all tokens by learned edit costs;
// names that have some of the tokens found are aligned with the query token by
// token. The work for a query is bounded whatever the names are: nodes of the
// tree, postings read, and names aligned all have a limit. What is past a limit
// can be missed: that is a name whose every token is among the commonest, or
// far from the query.
//
// Memory: about 120 bytes a name of two or three tokens. Immutable and
// thread-safe; the same names and query give the same answer.
//
//   NameIndexBuilder builder;
//   builder.Add("Jensen Huang", 7);
//   const NameIndex index = std::move(builder).Build();
//   for (const NameMatch& match : index.Match(query, {})) ...
class NameIndex {
 public:
  NameIndex() = default;
  NameIndex(NameIndex&&) = default;
  NameIndex& operator=(NameIndex&&) = default;

  // Returns the best match of each id, best first, equal ones by the number of
  // tokens and the bytes of the name.
  std::vector<NameMatch> Match(absl::string_view query,
                               const NameMatchOptions& options) const;

  // Returns the ids of all names of this fold key, in ascending order.
  std::vector<uint32_t> FindFolded(absl::string_view name) const;

  // Number of names.
  size_t size() const { return ids_.size(); }

  // Bytes on the heap.
  size_t memory_bytes() const;

  // Moves the index into a file that has no name, in `folder`, from which the
  // system pages in what queries touch. An error leaves the index as it was.
  absl::Status SpillTo(const std::string& folder);

 private:
  friend class NameIndexBuilder;
  friend class NameQuery;

  // A name under the hash of its fold key or skeleton.
  struct Keyed {
    uint32_t hash;
    uint32_t name;
  };

  static uint32_t KeyHash(absl::string_view key) {
    // 0 stands for no key.
    return static_cast<uint32_t>(HashToken(key) >> 32) | 1;
  }
  absl::string_view NameAt(uint32_t name) const {
    return text_.bytes().substr(text_begin_[name],
                                text_begin_[name + 1] - text_begin_[name]);
  }
  absl::Span<const uint32_t> PostingsOf(uint32_t token) const {
    return postings_.span().subspan(
        postings_begin_[token],
        postings_begin_[token + 1] - postings_begin_[token]);
  }
  absl::Span<const uint32_t> UnitsOf(uint32_t name) const {
    return units_.span().subspan(units_begin_[name],
                                 units_begin_[name + 1] - units_begin_[name]);
  }
  static absl::Span<const Keyed> WithHash(absl::Span<const Keyed> keyed,
                                          uint32_t hash);
  // Calls visit with every array; in an order that stays the same.
  template <typename Index, typename Visit>
  static void ForEachArray(Index& index, Visit visit);

  // Names are numbered by number of tokens, then bytes, then id; so the names
  // that a lone token matches best come first in its postings.
  FrozenArray<char> text_;
  FrozenArray<uint32_t> text_begin_;
  FrozenArray<uint32_t> ids_;
  // Latin tokens come first; Arabic ones are numbered from arabic_begin_.
  std::array<NameTrie, 2> tries_;
  uint32_t arabic_begin_ = 0;
  FrozenArray<uint8_t> token_sizes_;      // in symbols
  FrozenArray<uint32_t> postings_begin_;  // by token
  FrozenArray<uint32_t> postings_;        // names, ascending
  FrozenArray<uint32_t> units_begin_;     // by name
  FrozenArray<uint32_t> units_;           // see name_unit.h
  FrozenArray<Keyed> folded_;
  FrozenArray<Keyed> skeletons_;
  // Holds the arrays once they are not on the heap.
  std::shared_ptr<const SpillFile> file_;
};

// Collects names for a NameIndex. Not thread-safe.
class NameIndexBuilder {
 public:
  NameIndexBuilder();
  ~NameIndexBuilder();
  NameIndexBuilder(NameIndexBuilder&&) noexcept;
  NameIndexBuilder& operator=(NameIndexBuilder&&) noexcept;

  // Adds a name; an id may have many, and a name many ids. Returns false, and
  // leaves the name out, past 4 GB of names.
  bool Add(absl::string_view name, uint32_t id);

  NameIndex Build() &&;

 private:
  class Vocabulary;
  struct Arrays;

  struct Pending {
    uint32_t text_begin;
    uint32_t text_size;
    uint32_t id;
    uint32_t tokens;
    uint32_t units_begin;
    uint32_t units_end;
    // 0: none.
    uint32_t folded_hash;
    uint32_t skeleton_hash;
  };

  void Sort();
  Arrays NumberNames() const;

  std::string text_;
  std::vector<uint32_t> units_;  // with provisional numbers of tokens
  std::vector<Pending> pending_;
  std::unique_ptr<Vocabulary> vocabulary_;
};

}  // namespace isnad

#endif  // ISNAD_COMMON_NAMES_NAME_INDEX_H_
