#ifndef ISNAD_COMMON_NAMES_SKELETON_INDEX_H_
#define ISNAD_COMMON_NAMES_SKELETON_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"

namespace isnad {

// Values by skeleton, asked for by skeletons in which one consonant may be
// missing, added, another one, or swapped with its neighbour. Digits are always
// compared as they are.
//
// The work for a query is linear in its length and bounded by `limit`, whatever
// is in the index. Twelve bytes a skeleton. Immutable once built, thread-safe;
// skeletons are told apart by 32-bit hashes, so now and then a value comes with
// them that should not.
//
//   SkeletonIndex index;
//   index.Add("NFD", 7);
//   index.Build();
//   std::vector<uint32_t> values;
//   if (index.FindNear("NFT", 100, &values)) ...  // {7}
class SkeletonIndex {
 public:
  void Add(absl::string_view skeleton, uint32_t value);

  // Makes what was added ready to be found. Called once, after all Add().
  void Build();

  // Fills in the values near a skeleton, each once, in ascending order. Returns
  // false, with some of them, if there are more than `limit`.
  bool FindNear(absl::string_view skeleton, size_t limit,
                std::vector<uint32_t>* values) const;

  size_t size() const { return entries_.size(); }

 private:
  class Query;

  struct Entry {
    uint32_t hash;
    uint32_t value;
  };

  // The number of a hash's bucket: its highest bits.
  size_t BucketOf(uint32_t hash) const { return hash >> shift_; }

  std::vector<Entry> entries_;   // by hash, then value
  std::vector<uint32_t> begin_;  // of each bucket, and the end of the last
  int shift_ = 31;
};

}  // namespace isnad

#endif  // ISNAD_COMMON_NAMES_SKELETON_INDEX_H_
