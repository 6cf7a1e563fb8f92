#ifndef ISNAD_COMMON_NAMES_NAME_TABLE_H_
#define ISNAD_COMMON_NAMES_NAME_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "common/base/hash_filter.h"
#include "common/base/image.h"

namespace isnad {

// A map from token sequences to lists of 32-bit values, for names by the
// million. A scan asks for each token which lengths of names begin with it
// (nearly always none, answered by a bitmap that stays in the cache), asks
// another bitmap with each further token whether any name goes on so, and looks
// the sequences of those lengths up by their hash. A hit is compared with the
// stored tokens, so two names with one hash are never confused.
//
// Memory: a name with a key of k bytes takes k + 12 bytes, 10 to 20 of index,
// 2 to 4 for each token after its first, and 10 to 20 for each different first
// token.
//
// Immutable once built, thread-safe. Copies share their memory.
//
//   NameTableBuilder builder;
//   builder.Add({"hua", "hong"}, 7);
//   NameTable table = std::move(builder).Build();
//   uint64_t sequence = ExtendSequence(kEmptySequence, HashToken("hua"));
//   ...
//   for (uint32_t value : table.Find(sequence, tokens)) ...
class NameTable {
 public:
  NameTable() = default;

  // Lengths, in tokens, of the names that may begin with a token of this hash:
  // bit n - 1 stands for n tokens. Now and then too many, never too few.
  uint32_t LengthsFrom(uint64_t token_hash) const {
    if (!start_filter_.Holds(token_hash)) return 0;
    return LookUpStart(token_hash);
  }

  // Whether a name may begin with a token of this hash; never a wrong no.
  bool MayBegin(uint64_t token_hash) const {
    return start_filter_.Holds(token_hash);
  }

  // Whether a name may begin with a sequence of two or more tokens, or be it;
  // never a wrong no. `sequence` is its hash by ExtendSequence.
  bool MayGoOn(uint64_t sequence) const {
    return prefix_filter_.Holds(sequence);
  }

  // Brings what LengthsFrom needs into the cache.
  void Prefetch(uint64_t token_hash) const {
    start_filter_.Prefetch(token_hash);
  }

  // Returns the values of a sequence in the order they were added, empty if
  // there are none. `sequence` is its hash by ExtendSequence. Lives as long as
  // the table.
  absl::Span<const uint32_t> Find(
      uint64_t sequence, absl::Span<const absl::string_view> tokens) const;

  // Number of different names.
  size_t size() const { return entries_.empty() ? 0 : entries_.size() - 1; }

  // Bytes held.
  size_t memory_bytes() const;

  // The values of all names, in no particular order.
  absl::Span<const uint32_t> values() const { return values_; }

  // Appends the table to an image.
  void Write(ImageWriter& image) const;

  // Returns the table that Write() put into an image, nothing if the image has
  // none that is sound: whatever a damaged image holds, the table's methods
  // stay within it and end. Views the image.
  static absl::optional<NameTable> Read(ImageReader& image);

 private:
  friend class NameTableBuilder;

  // What a built table consists of; a table from an image has none.
  struct Parts;

  // Where an entry's key and values begin; they end where the next one's do.
  struct Entry {
    uint32_t key_begin;
    uint32_t value_begin;
  };
  // `tag` is the low half of the hash; the high half places the slot. An
  // `entry` or `lengths` of 0 marks a free slot.
  struct Slot {
    uint32_t tag = 0;
    uint32_t entry = 0;  // index + 1
  };
  struct Start {
    uint32_t tag = 0;
    uint32_t lengths = 0;
  };

  uint32_t LookUpStart(uint64_t token_hash) const;
  bool KeyEquals(size_t entry,
                 absl::Span<const absl::string_view> tokens) const;
  void View(std::shared_ptr<const Parts> parts);
  void SetShifts();
  bool IsSound() const;

  // Shared, because copies view the same arrays.
  std::shared_ptr<const Parts> parts_;

  HashFilter start_filter_;   // of first tokens
  HashFilter prefix_filter_;  // of sequences of two or more tokens
  // The sizes of the next two are powers of two; each shift leaves as many bits
  // of a hash as there are places.
  absl::Span<const Start> starts_;
  int starts_shift_ = 63;
  absl::Span<const Slot> slots_;
  int slots_shift_ = 63;
  absl::Span<const Entry> entries_;
  absl::Span<const uint32_t> values_;
  // Keys: the tokens, each followed by a zero byte.
  absl::string_view keys_;
};

// Collects names for a NameTable. Not thread-safe.
class NameTableBuilder {
 public:
  // Adds a value to a sequence; a value that it already has is ignored.
  // REQUIRES: 1 to 32 tokens without zero bytes.
  void Add(const std::vector<std::string>& tokens, uint32_t value);

  // Builds the table of everything added.
  NameTable Build() &&;

 private:
  struct Pending {
    uint64_t sequence;
    uint32_t key_begin;
    uint32_t key_length;
    uint32_t order;
    uint32_t value;
  };
  struct FirstToken {
    uint64_t hash;
    uint32_t length;
  };

  void BuildEntries(NameTable::Parts* parts);
  void BuildStarts(NameTable::Parts* parts);

  std::vector<Pending> pending_;
  std::vector<FirstToken> first_tokens_;
  // The hashes of what names begin with, from the second token on.
  std::vector<uint64_t> prefixes_;
  std::string keys_;
};

}  // namespace isnad

#endif  // ISNAD_COMMON_NAMES_NAME_TABLE_H_
