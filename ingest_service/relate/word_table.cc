#include "ingest_service/relate/word_table.h"

#include <algorithm>

#include "absl/hash/hash.h"
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

struct EntryHash {
  size_t operator()(const WordEntry& entry) const {
    return absl::HashOf(entry.classes, entry.flags, entry.stance);
  }
};

struct EntryEquals {
  bool operator()(const WordEntry& a, const WordEntry& b) const {
    return a.classes == b.classes && a.flags == b.flags && a.stance == b.stance;
  }
};

}  // namespace

// Collects the forms of all lemmas by their hashes.
class WordTable::Builder {
 public:
  void Add(absl::string_view folded, const WordEntry& entry) {
    const std::vector<absl::string_view> words = absl::StrSplit(folded, ' ');
    if (words.size() > kMaxPhraseTokens) return;
    uint64_t hash = 0;
    for (size_t i = 0; i < words.size(); ++i) {
      hash = i == 0 ? HashToken(words[i]) : Extend(hash, HashToken(words[i]));
      forms_[hash].is_phrase |= i > 0;
      if (i + 1 < words.size()) forms_[hash].continues = true;
    }
    Form& form = forms_[hash];
    form.is_word = true;
    form.entry.classes |= entry.classes;
    form.entry.flags |= entry.flags;
    if (form.entry.stance == v1::STANCE_UNSPECIFIED) {
      form.entry.stance = entry.stance;
    }
  }

  void Fill(WordTable& table) const {
    // A third full: one bucket in twenty has no room left.
    table.buckets_.resize(3 * forms_.size() / 4 + 1);
    absl::flat_hash_map<WordEntry, uint32_t, EntryHash, EntryEquals> known;
    std::vector<uint64_t> phrases;
    for (const auto& [hash, form] : forms_) {
      Slot entry = kNoEntry;
      if (form.is_word) {
        const auto next = static_cast<uint32_t>(table.entries_.size());
        ISNAD_CHECK(next < kNoEntry);
        const auto [it, is_new] = known.emplace(form.entry, next);
        if (is_new) table.entries_.push_back(form.entry);
        entry = it->second;
      }
      *table.FreeSlotFor(hash) =
          hash << kHashShift | (form.continues ? kContinues : 0) | entry;
      if (form.is_phrase) phrases.push_back(hash);
    }
    table.phrase_filter_words_ = HashFilter::WordsOf(phrases);
    table.phrase_filter_ = HashFilter(table.phrase_filter_words_);
  }

 private:
  struct Form {
    WordEntry entry;
    bool is_word = false;
    bool continues = false;
    bool is_phrase = false;  // two words and more, or the beginning of one
  };
  absl::flat_hash_map<uint64_t, Form> forms_;
};

WordTable::WordTable(const lexicon::v1::RelateSection& section) {
  Builder builder;
  for (const lexicon::v1::Lemma& lemma : section.lemma()) {
    WordEntry entry;
    for (const std::string& name : lemma.class_()) {
      const auto id = static_cast<uint32_t>(class_ids_.size());
      const auto it = class_ids_.emplace(name, id).first;
      ISNAD_CHECK(it->second < WordClasses::kSize);
      entry.classes.set(it->second);
    }
    entry.stance = lemma.stance();
    for (const WordForm& form : FormsOf(lemma)) {
      entry.flags = form.flags;
      builder.Add(form.folded, entry);
    }
  }
  builder.Fill(*this);
}

WordTable::Slot* WordTable::FreeSlotFor(uint64_t hash) {
  for (size_t at = PlaceOf(hash);; at = (at + 1) % buckets_.size()) {
    for (Slot& slot : buckets_[at].slots) {
      if (slot == kEmpty) return &slot;
    }
  }
}

void WordTable::FindPhrase(absl::Span<const Token> tokens, Match& match) const {
  uint64_t hash = tokens[0].hash;
  const size_t limit = std::min<size_t>(tokens.size(), kMaxPhraseTokens);
  for (size_t i = 1; i < limit; ++i) {
    hash = Extend(hash, tokens[i].hash);
    if (!phrase_filter_.Holds(hash)) break;
    const Slot slot = FindSlot(hash);
    const Slot entry = slot & kEmpty;
    if (entry < kNoEntry)
      match = {&entries_[entry], static_cast<uint32_t>(i + 1)};
    if ((slot & kContinues) == 0) break;
  }
}

WordClasses WordTable::Class(absl::string_view name) const {
  WordClasses result;
  const auto found = class_ids_.find(name);
  if (found != class_ids_.end()) result.set(found->second);
  return result;
}

}  // namespace isnad
