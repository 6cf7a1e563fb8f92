#include "common/names/name_table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
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

// The bit of Start::lengths() for names of so many tokens.
uint16_t LengthBit(size_t tokens) {
  static_assert(kMaxNameTokens <= 16, "a Start has 16 bits for lengths");
  return static_cast<uint16_t>(1u << (tokens - 1));
}

// Bits of the smallest power of two of at least `least`, at least 1.
int BitsFor(size_t least) {
  int bits = 1;
  while ((size_t{1} << bits) < least) ++bits;
  return bits;
}

}  // namespace

struct NameTable::Parts {
  std::vector<uint64_t> start_filter;
  std::vector<uint64_t> prefix_filter;
  std::vector<Start> starts;
  std::vector<Slot> slots;
  std::vector<Entry> entries;
  std::vector<uint32_t> values;
  std::string keys;
};

absl::Span<const uint32_t> NameTable::Find(
    uint64_t sequence, absl::Span<const absl::string_view> tokens) const {
  if (slots_.empty()) return {};
  const size_t mask = slots_.size() - 1;
  const uint32_t tag = TagOf(sequence);
  for (size_t i = PlaceOf(sequence, slots_shift_); slots_[i].entry != 0;
       i = (i + 1) & mask) {
    if (slots_[i].tag != tag) continue;
    const size_t entry = slots_[i].entry - 1;
    if (IsKey(entry, tokens)) return ValuesOf(entry);
  }
  return {};
}

absl::Span<const uint32_t> NameTable::FindAlone(absl::string_view token) const {
  const uint64_t hash = HashToken(token);
  if (!MayBegin(hash)) return {};
  return FindAlone(StartWith(hash), hash, token);
}

// A key is the tokens of a name, each followed by a zero byte.
bool NameTable::IsKey(size_t entry,
                      absl::Span<const absl::string_view> tokens) const {
  const uint32_t begin = entries_[entry].key_begin;
  absl::string_view key =
      keys_.substr(begin, entries_[entry + 1].key_begin - begin);
  for (const absl::string_view token : tokens) {
    if (!absl::StartsWith(key, token)) return false;
    key.remove_prefix(token.size());
    if (key.empty() || key.front() != '\0') return false;
    key.remove_prefix(1);
  }
  return key.empty();
}

size_t NameTable::memory_bytes() const {
  const size_t filter_words =
      start_filter_.words().size() + prefix_filter_.words().size();
  return filter_words * sizeof(uint64_t) + starts_.size() * sizeof(Start) +
         slots_.size() * sizeof(Slot) + entries_.size() * sizeof(Entry) +
         values_.size() * sizeof(values_[0]) + keys_.size();
}

void NameTable::SetShifts() {
  starts_shift_ = 64 - BitsFor(starts_.size());
  slots_shift_ = 64 - BitsFor(slots_.size());
}

void NameTable::View(std::shared_ptr<const Parts> parts) {
  start_filter_ = HashFilter(parts->start_filter);
  prefix_filter_ = HashFilter(parts->prefix_filter);
  starts_ = parts->starts;
  slots_ = parts->slots;
  entries_ = parts->entries;
  values_ = parts->values;
  keys_ = parts->keys;
  parts_ = std::move(parts);
  SetShifts();
}

void NameTable::Write(ImageWriter& image) const {
  image.Add(start_filter_.words());
  image.Add(prefix_filter_.words());
  image.Add(starts_);
  image.Add(slots_);
  image.Add(entries_);
  image.Add(values_);
  image.Add(keys_);
}

absl::optional<NameTable> NameTable::Read(ImageReader& image) {
  NameTable table;
  table.start_filter_ = HashFilter(image.Read<uint64_t>());
  table.prefix_filter_ = HashFilter(image.Read<uint64_t>());
  table.starts_ = image.Read<Start>();
  table.slots_ = image.Read<Slot>();
  table.entries_ = image.Read<Entry>();
  table.values_ = image.Read<uint32_t>();
  table.keys_ = image.ReadText();
  if (!image.ok() || !table.IsSound()) return absl::nullopt;
  if (!table.starts_.empty()) table.SetShifts();
  return table;
}

bool NameTable::IsSound() const {
  if (entries_.empty()) {
    return start_filter_.words().empty() && prefix_filter_.words().empty() &&
           starts_.empty() && slots_.empty();
  }
  const auto is_table_size = [](size_t size) {
    return size >= 2 && (size & (size - 1)) == 0;
  };
  if (!HashFilter::IsSize(start_filter_.words().size()) ||
      !HashFilter::IsSize(prefix_filter_.words().size()) ||
      !is_table_size(starts_.size()) || !is_table_size(slots_.size())) {
    return false;
  }
  // A probe ends at a free place.
  bool has_free_slot = false;
  for (const Slot& slot : slots_) {
    if (slot.entry >= entries_.size()) return false;
    has_free_slot = has_free_slot || slot.entry == 0;
  }
  bool has_free_start = false;
  for (const Start& start : starts_) {
    if (start.alone_ >= entries_.size()) return false;
    has_free_start = has_free_start || start.lengths_ == 0;
  }
  if (!has_free_slot || !has_free_start) return false;
  const auto falls = [](const Entry& a, const Entry& b) {
    return b.key_begin < a.key_begin || b.value_begin < a.value_begin;
  };
  const bool rises = std::adjacent_find(entries_.begin(), entries_.end(),
                                        falls) == entries_.end();
  return rises && entries_.back().key_begin <= keys_.size() &&
         entries_.back().value_begin <= values_.size();
}

void NameTableBuilder::Add(const std::vector<std::string>& tokens,
                           uint32_t value) {
  ISNAD_CHECK(!tokens.empty() && tokens.size() <= kMaxNameTokens);
  const auto key_begin = static_cast<uint32_t>(keys_.size());
  uint64_t sequence = kEmptySequence;
  for (const std::string& token : tokens) {
    sequence = ExtendSequence(sequence, HashToken(token));
    if (keys_.size() > key_begin) prefixes_.push_back(sequence);
    keys_.append(token);
    keys_.push_back('\0');
  }
  ISNAD_CHECK(keys_.size() < UINT32_MAX);
  pending_.push_back({sequence, key_begin,
                      static_cast<uint32_t>(keys_.size()) - key_begin,
                      static_cast<uint32_t>(pending_.size()), value});
  first_tokens_.push_back({HashToken(tokens[0]), LengthBit(tokens.size())});
}

NameTable NameTableBuilder::Build() && {
  NameTable table;
  if (pending_.empty()) return table;
  auto parts = std::make_shared<NameTable::Parts>();
  BuildEntries(parts.get());
  BuildStarts(parts.get());
  LinkStarts(parts.get());
  table.View(std::move(parts));
  return table;
}

void NameTableBuilder::BuildEntries(NameTable::Parts* parts) {
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
    const auto value_begin = static_cast<uint32_t>(parts->values.size());
    parts->entries.push_back(
        {static_cast<uint32_t>(parts->keys.size()), value_begin});
    parts->keys.append(current.data(), current.size());
    sequences.push_back(sequence);
    for (; i < pending_.size() && pending_[i].sequence == sequence &&
           key(pending_[i]) == current;
         ++i) {
      const auto begin = parts->values.begin() + value_begin;
      if (std::find(begin, parts->values.end(), pending_[i].value) ==
          parts->values.end()) {
        parts->values.push_back(pending_[i].value);
      }
    }
  }
  parts->entries.push_back({static_cast<uint32_t>(parts->keys.size()),
                            static_cast<uint32_t>(parts->values.size())});
  // Release what the doubling of vectors left unused: names by the million are
  // kept for the life of the process.
  parts->entries.shrink_to_fit();
  parts->values.shrink_to_fit();
  parts->keys.shrink_to_fit();
  pending_ = {};
  keys_ = {};
  // At most two thirds full.
  const int bits = BitsFor(sequences.size() + sequences.size() / 2 + 1);
  parts->slots.resize(size_t{1} << bits);
  const int slots_shift = 64 - bits;
  const size_t mask = parts->slots.size() - 1;
  for (size_t entry = 0; entry < sequences.size(); ++entry) {
    size_t i = PlaceOf(sequences[entry], slots_shift);
    while (parts->slots[i].entry != 0) i = (i + 1) & mask;
    parts->slots[i] = {TagOf(sequences[entry]),
                       static_cast<uint32_t>(entry) + 1};
  }
}

void NameTableBuilder::BuildStarts(NameTable::Parts* parts) {
  std::sort(
      first_tokens_.begin(), first_tokens_.end(),
      [](const FirstToken& a, const FirstToken& b) { return a.hash < b.hash; });
  // One element for each first token, with all its lengths.
  size_t size = 0;
  for (const FirstToken& token : first_tokens_) {
    if (size > 0 && first_tokens_[size - 1].hash == token.hash) {
      first_tokens_[size - 1].lengths |= token.lengths;
    } else {
      first_tokens_[size++] = token;
    }
  }
  first_tokens_.resize(size);
  const int bits = BitsFor(size * 2);
  parts->starts.resize(size_t{1} << bits);
  std::vector<uint64_t> first_hashes;
  first_hashes.reserve(size);
  for (const FirstToken& token : first_tokens_) {
    NameTable::Start& start = StartFor(token.hash, parts->starts);
    start.tag_ = static_cast<uint16_t>(token.hash);
    start.lengths_ |= token.lengths;
    first_hashes.push_back(token.hash);
  }
  parts->start_filter = HashFilter::WordsOf(first_hashes);
  first_tokens_ = {};
  parts->prefix_filter = HashFilter::WordsOf(prefixes_);
  prefixes_ = {};
}

NameTable::Start& NameTableBuilder::StartFor(
    uint64_t token_hash, std::vector<NameTable::Start>& starts) {
  return starts[NameTable::PlaceOfStart(token_hash, starts,
                                        64 - BitsFor(starts.size()))];
}

void NameTableBuilder::LinkStarts(NameTable::Parts* parts) {
  for (uint32_t entry = 0; entry + 1 < parts->entries.size(); ++entry) {
    const uint32_t begin = parts->entries[entry].key_begin;
    const uint32_t end = parts->entries[entry + 1].key_begin;
    const absl::string_view token =
        absl::string_view(parts->keys).substr(begin, end - begin - 1);
    if (absl::StrContains(token, '\0')) continue;
    NameTable::Start& start = StartFor(HashToken(token), parts->starts);
    if (start.alone_ == 0) start.alone_ = entry + 1;
  }
}

}  // namespace isnad
