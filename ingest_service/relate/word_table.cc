#include "ingest_service/relate/word_table.h"

#include <algorithm>

#include "absl/strings/str_split.h"
#include "common/base/check.h"
#include "common/text/token_hash.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

// An odd number without structure: digits of the golden ratio.
constexpr uint64_t kJoin = 0x9E3779B97F4A7C15;

// The hash of a phrase from that of all but its last word.
uint64_t Extend(uint64_t phrase, uint64_t word) {
  return (phrase ^ (phrase >> 29)) * kJoin + word;
}

}  // namespace

WordTable::WordTable(const lexicon::v1::RelateSection& section) {
  for (const lexicon::v1::Lemma& lemma : section.lemma()) {
    WordEntry entry;
    for (const std::string& name : lemma.class_()) {
      const auto id = static_cast<uint32_t>(class_ids_.size());
      const auto it = class_ids_.emplace(name, id).first;
      ISNAD_CHECK(it->second < entry.classes.size());
      entry.classes.set(it->second);
    }
    entry.stance = lemma.stance();
    for (const WordForm& form : FormsOf(lemma)) {
      entry.flags = form.flags;
      AddForm(form.folded, entry);
    }
  }
}

void WordTable::AddForm(absl::string_view folded, const WordEntry& entry) {
  const std::vector<absl::string_view> words = absl::StrSplit(folded, ' ');
  if (words.size() > kMaxPhraseTokens) return;
  uint64_t hash = 0;
  for (size_t i = 0; i < words.size(); ++i) {
    hash = i == 0 ? HashToken(words[i]) : Extend(hash, HashToken(words[i]));
    if (i + 1 < words.size()) slots_[hash].continues = true;
  }
  Slot& slot = slots_[hash];
  if (slot.entry == kNoEntry) {
    slot.entry = static_cast<uint32_t>(entries_.size());
    entries_.push_back(entry);
    return;
  }
  WordEntry& known = entries_[slot.entry];
  known.classes |= entry.classes;
  known.flags |= entry.flags;
  if (known.stance == v1::STANCE_UNSPECIFIED) known.stance = entry.stance;
}

WordTable::Match WordTable::Find(absl::Span<const Token> tokens) const {
  Match match;
  uint64_t hash = 0;
  const size_t limit = std::min<size_t>(tokens.size(), kMaxPhraseTokens);
  for (size_t i = 0; i < limit; ++i) {
    hash = i == 0 ? tokens[i].hash : Extend(hash, tokens[i].hash);
    const auto found = slots_.find(hash);
    if (found == slots_.end()) break;
    if (found->second.entry != kNoEntry) {
      match.entry = &entries_[found->second.entry];
      match.token_count = static_cast<uint32_t>(i + 1);
    }
    if (!found->second.continues) break;
  }
  return match;
}

WordClasses WordTable::Class(absl::string_view name) const {
  WordClasses result;
  const auto found = class_ids_.find(name);
  if (found != class_ids_.end()) result.set(found->second);
  return result;
}

}  // namespace isnad
