#include "common/names/name_table.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "common/base/check.h"
#include "common/names/name_tokens.h"
#include "common/text/fold.h"

namespace isnad {
namespace {

// Places hash over the high bits; the filter takes the highest ones too, as it
// may, being no table.
size_t PlaceOf(uint64_t hash, int shift) {
  return static_cast<size_t>(hash >> shift);
}

uint32_t TagOf(uint64_t hash) { return static_cast<uint32_t>(hash); }

// Bits of the smallest power of two of at least `least`, at least 1.
int BitsFor(size_t least) {
  int bits = 1;
  while ((size_t{1} << bits) < least) ++bits;
  return bits;
}

}  // namespace

absl::Span<const uint32_t> NameTable::Find(
    uint64_t sequence, absl::Span<const absl::string_view> tokens) const {
  if (slots_.empty()) return {};
  const size_t mask = slots_.size() - 1;
  const uint32_t tag = TagOf(sequence);
  for (size_t i = PlaceOf(sequence, slots_shift_); slots_[i].entry != 0;
       i = (i + 1) & mask) {
    if (slots_[i].tag != tag) continue;
    const size_t entry = slots_[i].entry - 1;
    if (!KeyEquals(entry, tokens)) continue;
    const uint32_t begin = entries_[entry].value_begin;
    return absl::MakeConstSpan(values_).subspan(
        begin, entries_[entry + 1].value_begin - begin);
  }
  return {};
}

bool NameTable::KeyEquals(size_t entry,
                          absl::Span<const absl::string_view> tokens) const {
  const char* key = keys_.data() + entries_[entry].key_begin;
  const char* end = keys_.data() + entries_[entry + 1].key_begin;
  for (const absl::string_view token : tokens) {
    if (static_cast<size_t>(end - key) < token.size() + 1) return false;
    if (std::memcmp(key, token.data(), token.size()) != 0) return false;
    key += token.size();
    if (*key++ != '\0') return false;
  }
  return key == end;
}

uint32_t NameTable::LookUpStart(uint64_t token_hash) const {
  const size_t mask = starts_.size() - 1;
  const uint32_t tag = TagOf(token_hash);
  size_t i = PlaceOf(token_hash, starts_shift_);
  for (; starts_[i].lengths != 0; i = (i + 1) & mask) {
    if (starts_[i].tag == tag) return starts_[i].lengths;
  }
  return 0;
}

size_t NameTable::memory_bytes() const {
  return filter_.capacity() * sizeof(filter_[0]) +
         starts_.capacity() * sizeof(Start) + slots_.capacity() * sizeof(Slot) +
         entries_.capacity() * sizeof(Entry) +
         values_.capacity() * sizeof(values_[0]) + keys_.capacity();
}

void NameTableBuilder::Add(const std::vector<std::string>& tokens,
                           uint32_t value) {
  ISNAD_CHECK(!tokens.empty() && tokens.size() <= 32);
  const auto key_begin = static_cast<uint32_t>(keys_.size());
  uint64_t sequence = kEmptySequence;
  for (const std::string& token : tokens) {
    sequence = ExtendSequence(sequence, HashToken(token));
    keys_.append(token);
    keys_.push_back('\0');
  }
  ISNAD_CHECK(keys_.size() < UINT32_MAX);
  pending_.push_back({sequence, key_begin,
                      static_cast<uint32_t>(keys_.size()) - key_begin,
                      static_cast<uint32_t>(pending_.size()), value});
  first_tokens_.push_back(
      {HashToken(tokens[0]), uint32_t{1} << (tokens.size() - 1)});
}

NameTable NameTableBuilder::Build() && {
  NameTable table;
  if (pending_.empty()) return table;
  BuildEntries(&table);
  BuildStarts(&table);
  return table;
}

void NameTableBuilder::BuildEntries(NameTable* table) {
  const auto key = [this](const Pending& p) {
    return absl::string_view(keys_).substr(p.key_begin, p.key_length);
  };
  std::sort(pending_.begin(), pending_.end(),
            [&key](const Pending& a, const Pending& b) {
              if (a.sequence != b.sequence) return a.sequence < b.sequence;
              const int order = key(a).compare(key(b));
              return order != 0 ? order < 0 : a.order < b.order;
            });
  std::vector<uint64_t> sequences;
  for (size_t i = 0; i < pending_.size();) {
    const absl::string_view current = key(pending_[i]);
    const uint64_t sequence = pending_[i].sequence;
    const auto value_begin = static_cast<uint32_t>(table->values_.size());
    table->entries_.push_back(
        {static_cast<uint32_t>(table->keys_.size()), value_begin});
    table->keys_.append(current.data(), current.size());
    sequences.push_back(sequence);
    for (; i < pending_.size() && pending_[i].sequence == sequence &&
           key(pending_[i]) == current;
         ++i) {
      const auto begin = table->values_.begin() + value_begin;
      if (std::find(begin, table->values_.end(), pending_[i].value) ==
          table->values_.end()) {
        table->values_.push_back(pending_[i].value);
      }
    }
  }
  table->entries_.push_back({static_cast<uint32_t>(table->keys_.size()),
                             static_cast<uint32_t>(table->values_.size())});
  // Release what the doubling of vectors left unused: names by the million are
  // kept for the life of the process.
  table->entries_.shrink_to_fit();
  table->values_.shrink_to_fit();
  table->keys_.shrink_to_fit();
  pending_ = {};
  keys_ = {};
  // At most two thirds full.
  const int bits = BitsFor(sequences.size() + sequences.size() / 2 + 1);
  table->slots_.resize(size_t{1} << bits);
  table->slots_shift_ = 64 - bits;
  const size_t mask = table->slots_.size() - 1;
  for (size_t entry = 0; entry < sequences.size(); ++entry) {
    size_t i = PlaceOf(sequences[entry], table->slots_shift_);
    while (table->slots_[i].entry != 0) i = (i + 1) & mask;
    table->slots_[i] = {TagOf(sequences[entry]),
                        static_cast<uint32_t>(entry) + 1};
  }
}

void NameTableBuilder::BuildStarts(NameTable* table) {
  std::sort(
      first_tokens_.begin(), first_tokens_.end(),
      [](const FirstToken& a, const FirstToken& b) { return a.hash < b.hash; });
  // One element for each first token, with all its lengths.
  size_t size = 0;
  for (const FirstToken& token : first_tokens_) {
    if (size > 0 && first_tokens_[size - 1].hash == token.hash) {
      first_tokens_[size - 1].length |= token.length;
    } else {
      first_tokens_[size++] = token;
    }
  }
  first_tokens_.resize(size);
  const int bits = BitsFor(size * 2);
  table->starts_.resize(size_t{1} << bits);
  table->starts_shift_ = 64 - bits;
  // Eight bits for each token: one other token in eight gets past the filter.
  const int filter_bits = std::max(6, BitsFor(size * 8));
  table->filter_.resize(size_t{1} << (filter_bits - 6));
  table->filter_shift_ = 64 - filter_bits;
  const size_t mask = table->starts_.size() - 1;
  for (const FirstToken& token : first_tokens_) {
    const uint64_t bit = token.hash >> table->filter_shift_;
    table->filter_[bit >> 6] |= uint64_t{1} << (bit & 63);
    size_t i = PlaceOf(token.hash, table->starts_shift_);
    while (table->starts_[i].lengths != 0 &&
           table->starts_[i].tag != TagOf(token.hash)) {
      i = (i + 1) & mask;
    }
    table->starts_[i].tag = TagOf(token.hash);
    table->starts_[i].lengths |= token.length;
  }
  first_tokens_ = {};
}

}  // namespace isnad
