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
#include "common/names/name_tokens.h"
#include "common/text/token_hash.h"

namespace isnad {

// A map from token sequences to lists of 32-bit values, for names by the
// million. A scan asks for each token what names begin with it (mostly none,
// answered by a bitmap that stays in the cache). If one is that token alone,
// it is known at once; for longer ones the scan asks another bitmap with each
// further token whether any name goes on so, and looks the sequences up by
// their hash. A hit is compared with the stored tokens, so two names with one
// hash are never confused.
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

  // The names that may begin with one token.
  class Start {
   public:
    // Their lengths in tokens: bit n - 1 stands for n tokens. Now and then too
    // many, never too few.
    uint32_t lengths() const { return lengths_; }

   private:
    friend class NameTable;
    friend class NameTableBuilder;

    // Bits of the token's hash that its place does not tell.
    uint16_t tag_ = 0;
    uint16_t lengths_ = 0;  // 0 marks a free place
    // 1 + the number of the name that is the token alone, 0 if there is none.
    // Of tokens that share their place and tag, one has its name here.
    uint32_t alone_ = 0;
  };
  static_assert(sizeof(Start) == 8, "eight lie in a line of the cache");

  // Whether a name may begin with a token of this hash; never a wrong no.
  bool MayBegin(uint64_t token_hash) const {
    return start_filter_.Holds(token_hash);
  }

  // Returns what begins with a token of this hash. REQUIRES: MayBegin().
  Start StartWith(uint64_t token_hash) const {
    return starts_.data()[PlaceOfStart(token_hash, starts_, starts_shift_)];
  }

  // Whether a name may begin with a sequence of two or more tokens, or be it;
  // never a wrong no. `sequence` is its hash by ExtendSequence.
  bool MayGoOn(uint64_t sequence) const {
    return prefix_filter_.Holds(sequence);
  }

  // Returns the values of a sequence in the order they were added, empty if
  // there are none. `sequence` is its hash by ExtendSequence. Lives as long as
  // the table.
  absl::Span<const uint32_t> Find(
      uint64_t sequence, absl::Span<const absl::string_view> tokens) const;

  // As Find, of one token. `start` is what begins with its hash.
  absl::Span<const uint32_t> FindAlone(Start start, uint64_t token_hash,
                                       absl::string_view token) const {
    if ((start.lengths_ & 1) == 0) return {};
    if (start.alone_ != 0 && IsKey(start.alone_ - 1, token)) {
      return ValuesOf(start.alone_ - 1);
    }
    return Find(ExtendSequence(kEmptySequence, token_hash), {&token, 1});
  }

  // As Find, of one token.
  absl::Span<const uint32_t> FindAlone(absl::string_view token) const;

  // Number of different names.
  size_t size() const { return entries_.empty() ? 0 : entries_.size() - 1; }

  // Bytes held.
  size_t memory_bytes() const;

  // Returns the values of a name as Find() does. Names are numbered in no
  // particular order. REQUIRES: a number below size().
  absl::Span<const uint32_t> ValuesOf(size_t name) const {
    const Entry* const place = entries_.data() + name;
    return {values_.data() + place[0].value_begin,
            place[1].value_begin - place[0].value_begin};
  }

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
  // `tag` is the low half of the hash; the high half places the slot.
  struct Slot {
    uint32_t tag = 0;
    uint32_t entry = 0;  // index + 1; 0 marks a free slot
  };

  // Where a token's start is, or the free place for it.
  static size_t PlaceOfStart(uint64_t token_hash,
                             absl::Span<const Start> starts, int shift) {
    const Start* const places = starts.data();
    const size_t mask = starts.size() - 1;
    const auto tag = static_cast<uint16_t>(token_hash);
    size_t i = static_cast<size_t>(token_hash >> shift);
    while (places[i].lengths_ != 0 && places[i].tag_ != tag) i = (i + 1) & mask;
    return i;
  }

  // Whether a name consists of one token.
  bool IsKey(size_t entry, absl::string_view token) const {
    const Entry* const place = entries_.data() + entry;
    return place[1].key_begin - place[0].key_begin == token.size() + 1 &&
           SameBytes(keys_.data() + place[0].key_begin, token);
  }
  bool IsKey(size_t entry, absl::Span<const absl::string_view> tokens) const;
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
  // REQUIRES: 1 to kMaxNameTokens tokens without zero bytes.
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
    uint16_t lengths;
  };

  void BuildEntries(NameTable::Parts* parts);
  void BuildStarts(NameTable::Parts* parts);
  // The place of a first token, free if it is not in yet.
  static NameTable::Start& StartFor(uint64_t token_hash,
                                    std::vector<NameTable::Start>& starts);
  // Tells each start which name is its token alone.
  static void LinkStarts(NameTable::Parts* parts);

  std::vector<Pending> pending_;
  std::vector<FirstToken> first_tokens_;
  // The hashes of what names begin with, from the second token on.
  std::vector<uint64_t> prefixes_;
  std::string keys_;
};

}  // namespace isnad

#endif  // ISNAD_COMMON_NAMES_NAME_TABLE_H_
