#ifndef ISNAD_INGEST_SERVICE_RELATE_WORD_TABLE_H_
#define ISNAD_INGEST_SERVICE_RELATE_WORD_TABLE_H_

#include <bitset>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/lexicon/relate_check.h"
#include "ingest_service/normalize/normalized_text.h"
#include "isnad/lexicon/v1/relate.pb.h"

namespace isnad {

// A set of word classes, by the numbers that a WordTable gives them.
using WordClasses = std::bitset<kMaxRelateClasses>;

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
  // At most kMaxPhraseTokens are read.
  Match Find(absl::Span<const Token> tokens) const;

  // Fetches what Find() will read for a token. The table is larger than a
  // core's cache: asked some tokens ahead, Find() need not wait for it.
  void Prefetch(const Token& token) const {
    __builtin_prefetch(&slots_[token.hash & mask_]);
  }

  // Returns the set of one class; empty if no lemma is of it.
  WordClasses Class(absl::string_view name) const;

  static constexpr uint32_t kMaxPhraseTokens = 6;

 private:
  class Builder;

  // Of an open-addressing table: a quarter of a cache line, so that a lookup
  // touches one line and not the control bytes and slots of a general map.
  struct Slot {
    uint64_t hash = 0;
    uint32_t entry = kEmpty;
    bool continues = false;  // the beginning of a longer phrase
  };
  static constexpr uint32_t kEmpty = 0xFFFFFFFF;
  static constexpr uint32_t kNoEntry = 0xFFFFFFFE;

  const Slot* FindSlot(uint64_t hash) const;

  // Each once: hundreds of thousands of forms share some ten thousand.
  std::vector<WordEntry> entries_;
  std::vector<Slot> slots_;
  uint64_t mask_ = 0;
  absl::flat_hash_map<std::string, uint32_t> class_ids_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_WORD_TABLE_H_
