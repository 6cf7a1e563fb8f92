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

  // Returns the set of one class; empty if no lemma is of it.
  WordClasses Class(absl::string_view name) const;

  static constexpr uint32_t kMaxPhraseTokens = 6;

 private:
  static constexpr uint32_t kNoEntry = 0xFFFFFFFF;
  struct Slot {
    uint32_t entry = kNoEntry;
    bool continues = false;  // the beginning of a longer phrase
  };

  void AddForm(absl::string_view folded, const WordEntry& entry);

  std::vector<WordEntry> entries_;
  absl::flat_hash_map<uint64_t, Slot> slots_;
  absl::flat_hash_map<std::string, uint32_t> class_ids_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_WORD_TABLE_H_
