#ifndef ISNAD_INGEST_SERVICE_RELATE_WORD_TABLE_H_
#define ISNAD_INGEST_SERVICE_RELATE_WORD_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/normalize/normalized_text.h"
#include "ingest_service/relate/word_classes.h"
#include "isnad/lexicon/v1/relate.pb.h"

namespace isnad {

// What is known of one written form: everything that its lemmas say.
struct WordEntry {
  WordClasses classes;
  uint32_t flags = 0;  // FormFlag
  v1::Stance stance = v1::STANCE_UNSPECIFIED;
};

// Finds words of the lexicon by the hashes of their tokens. Immutable once
// made, thread-safe.
class WordTable {
 public:
  // REQUIRES: the section names at most kMaxRelateClasses classes, as the
  // lexicon's loader has checked.
  explicit WordTable(const lexicon::v1::RelateSection& section);

  struct Match {
    const WordEntry* entry = nullptr;  // null: no word begins here
    uint32_t token_count = 0;
  };

  // Returns the longest word or phrase that begins at the first of `tokens`.
  // At most kMaxPhraseTokens are read. REQUIRES: there is a token.
  Match Find(absl::Span<const Token> tokens) const {
    const Slot slot = FindSlot(tokens.data()->hash);
    Match match;
    const Slot entry = slot & kEmpty;
    if (entry < kNoEntry) match = {&entries_[entry], 1};
    if ((slot & kContinues) != 0) FindPhrase(tokens, match);
    return match;
  }

  // Fetch what Find() will read for a token: first its slot, some tokens later
  // the entry that the slot leads to. The table is larger than a core's cache;
  // asked ahead, Find() need not wait for memory.
  void PrefetchSlot(const Token& token) const {
    __builtin_prefetch(&slots_[PlaceOf(token.hash)]);
  }
  void PrefetchEntry(const Token& token) const {
    const uint64_t entry = slots_[PlaceOf(token.hash)] & kEmpty;
    if (entry < kNoEntry) __builtin_prefetch(&entries_[entry]);
  }

  // Returns the set of one class; empty if no lemma is of it.
  WordClasses Class(absl::string_view name) const;

  static constexpr uint32_t kMaxPhraseTokens = 6;

 private:
  class Builder;

  // A slot of an open-addressing table, from its high bits to its low ones: the
  // 39 low bits of the hash of a word or phrase, whether a longer phrase begins
  // with it, and its entry. The high bits of the hash tell where to look, so
  // that a word unknown to the table is taken for a known one once in some
  // hundred thousand million.
  using Slot = uint64_t;
  static constexpr int kEntryBits = 24;
  static constexpr int kHashShift = kEntryBits + 1;
  static constexpr Slot kContinues = Slot{1} << kEntryBits;
  static constexpr Slot kEmpty = kContinues - 1;
  static constexpr Slot kNoEntry = kEmpty - 1;  // only begins phrases

  size_t PlaceOf(uint64_t hash) const {
    __extension__ using Uint128 = unsigned __int128;
    return static_cast<size_t>(Uint128{hash} * slot_count_ >> 64);
  }
  // Returns kEmpty if the table does not have the hash.
  Slot FindSlot(uint64_t hash) const {
    for (size_t at = PlaceOf(hash);;) {
      const Slot slot = slots_[at];
      if (slot == kEmpty || (slot ^ hash << kHashShift) >> kHashShift == 0) {
        return slot;
      }
      if (++at == slot_count_) at = 0;
    }
  }
  // Replaces a match of the first of the tokens by the longest phrase that
  // begins with it, if there is one.
  void FindPhrase(absl::Span<const Token> tokens, Match& match) const;

  // Each once: hundreds of thousands of forms share some ten thousand.
  std::vector<WordEntry> entries_;
  std::vector<Slot> slots_;
  size_t slot_count_ = 0;
  absl::flat_hash_map<std::string, uint32_t> class_ids_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_WORD_TABLE_H_
