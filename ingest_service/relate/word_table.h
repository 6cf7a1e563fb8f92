#ifndef ISNAD_INGEST_SERVICE_RELATE_WORD_TABLE_H_
#define ISNAD_INGEST_SERVICE_RELATE_WORD_TABLE_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/base/hash_filter.h"
#include "common/base/huge_pages.h"
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
  WordTable(const WordTable&) = delete;
  WordTable& operator=(const WordTable&) = delete;

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

  // Fetches what Find() will read of a token some tokens later. The table is
  // larger than a core's cache; asked ahead, Find() need not wait for memory.
  void Prefetch(const Token& token) const {
    __builtin_prefetch(&buckets_[PlaceOf(token.hash)]);
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

  // Slots that are looked at together: in which of them a word is no processor
  // foresees, and a wrong guess costs more than to look at all four. They are
  // filled in order; what finds its bucket full goes into the next.
  struct alignas(32) Bucket {
    std::array<Slot, 4> slots = {kEmpty, kEmpty, kEmpty, kEmpty};
  };

  size_t PlaceOf(uint64_t hash) const {
    __extension__ using Uint128 = unsigned __int128;
    return static_cast<size_t>(Uint128{hash} * buckets_.size() >> 64);
  }
  // Returns kEmpty if the table does not have the hash.
  Slot FindSlot(uint64_t hash) const {
    const Slot wanted = hash << kHashShift;
    const auto is_wanted = [wanted](Slot slot) {
      return (slot ^ wanted) >> kHashShift == 0;
    };
    for (size_t at = PlaceOf(hash);;) {
      const auto& [first, second, third, last] = buckets_[at].slots;
      Slot found = is_wanted(first) ? first : kEmpty;
      found = is_wanted(second) ? second : found;
      found = is_wanted(third) ? third : found;
      found = is_wanted(last) ? last : found;
      if (found != kEmpty || last == kEmpty) return found;
      if (++at == buckets_.size()) at = 0;
    }
  }
  // REQUIRES: a slot is free.
  Slot* FreeSlotFor(uint64_t hash);
  // Replaces a match of the first of the tokens by the longest phrase that
  // begins with it, if there is one.
  void FindPhrase(absl::Span<const Token> tokens, Match& match) const;

  // Each once: hundreds of thousands of forms share some ten thousand.
  std::vector<WordEntry> entries_;
  std::vector<Bucket, HugePageAllocator<Bucket>> buckets_;
  // Holds the hashes of phrases and their beginnings of two words and more:
  // few of the words that might begin one do, and nothing fetches it ahead.
  std::vector<uint64_t> phrase_filter_words_;
  HashFilter phrase_filter_;
  absl::flat_hash_map<std::string, uint32_t> class_ids_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_WORD_TABLE_H_
