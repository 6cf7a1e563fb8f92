#include <algorithm>
#include <numeric>
#include <tuple>
#include <type_traits>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "common/base/check.h"
#include "common/names/name_index.h"
#include "common/names/name_unit.h"
#include "common/names/skeleton.h"
#include "common/text/fold.h"

namespace isnad {

// The different tokens of all names. They get a provisional number when they
// are first met, and a final one, in the order of the tree, in the end.
class NameIndexBuilder::Vocabulary {
 public:
  uint32_t Add(const SymbolToken& token) {
    auto& numbers = numbers_[static_cast<size_t>(token.alphabet)];
    const auto [known, added] = numbers.try_emplace(token.symbols, size_);
    if (added) ++size_;
    return known->second;
  }

  // Fills in the trees and sizes. Returns final numbers by provisional ones.
  std::vector<uint32_t> Seal(std::array<NameTrie, 2>* tries,
                             std::vector<uint8_t>* sizes) {
    std::vector<uint32_t> final_numbers(size_);
    uint32_t next = 0;
    for (size_t alphabet = 0; alphabet < 2; ++alphabet) {
      std::vector<std::pair<Symbols, uint32_t>> sorted(
          numbers_[alphabet].begin(), numbers_[alphabet].end());
      numbers_[alphabet].clear();
      std::sort(sorted.begin(), sorted.end());
      std::vector<Symbols> tokens;
      tokens.reserve(sorted.size());
      for (auto& [symbols, provisional] : sorted) {
        final_numbers[provisional] = next++;
        sizes->push_back(static_cast<uint8_t>(symbols.size()));
        tokens.push_back(std::move(symbols));
      }
      (*tries)[alphabet] = NameTrie(tokens);
    }
    return final_numbers;
  }

  uint32_t latin_size() const {
    return static_cast<uint32_t>(numbers_[0].size());
  }

 private:
  struct Hash {
    size_t operator()(const Symbols& symbols) const {
      return HashToken(absl::string_view(
          reinterpret_cast<const char*>(symbols.data()), symbols.size()));
    }
  };

  std::array<absl::flat_hash_map<Symbols, uint32_t, Hash>, 2> numbers_;
  uint32_t size_ = 0;
};

NameIndexBuilder::NameIndexBuilder()
    : vocabulary_(std::make_unique<Vocabulary>()) {}
NameIndexBuilder::~NameIndexBuilder() = default;
NameIndexBuilder::NameIndexBuilder(NameIndexBuilder&&) noexcept = default;
NameIndexBuilder& NameIndexBuilder::operator=(NameIndexBuilder&&) noexcept =
    default;

bool NameIndexBuilder::Add(absl::string_view name, uint32_t id) {
  constexpr size_t kLimitBytes = 0xFFFFFFFFu;
  if (name.size() > kLimitBytes - text_.size()) return false;
  const std::vector<SymbolToken> tokens = SymbolTokens(name);
  Pending pending{};
  pending.text_begin = static_cast<uint32_t>(text_.size());
  pending.text_size = static_cast<uint32_t>(name.size());
  pending.id = id;
  pending.tokens = static_cast<uint32_t>(tokens.size());
  pending.units_begin = static_cast<uint32_t>(units_.size());
  for (size_t i = 0; i < tokens.size(); ++i) {
    units_.push_back(PackUnit(vocabulary_->Add(tokens[i]), i, false));
  }
  for (size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (!AreJoined(tokens[i], tokens[i + 1])) continue;
    const SymbolToken joined = {tokens[i].alphabet,
                                tokens[i].symbols + tokens[i + 1].symbols};
    units_.push_back(PackUnit(vocabulary_->Add(joined), i, true));
  }
  pending.units_end = static_cast<uint32_t>(units_.size());
  const std::string folded = FoldKey(name);
  if (!folded.empty()) pending.folded_hash = NameIndex::KeyHash(folded);
  const std::string skeleton = Skeleton(tokens);
  if (!skeleton.empty()) pending.skeleton_hash = NameIndex::KeyHash(skeleton);
  text_.append(name.data(), name.size());
  pending_.push_back(pending);
  return true;
}

void NameIndexBuilder::Sort() {
  const absl::string_view text = text_;
  std::sort(pending_.begin(), pending_.end(),
            [text](const Pending& a, const Pending& b) {
              if (a.tokens != b.tokens) return a.tokens < b.tokens;
              const int order =
                  text.substr(a.text_begin, a.text_size)
                      .compare(text.substr(b.text_begin, b.text_size));
              return order != 0 ? order < 0 : a.id < b.id;
            });
}

// The arrays of the index while they are filled.
struct NameIndexBuilder::Arrays {
  std::vector<char> text;
  std::vector<uint32_t> text_begin;
  std::vector<uint32_t> ids;
  std::vector<uint8_t> token_sizes;
  std::vector<uint32_t> postings_begin;
  std::vector<uint32_t> postings;
  std::vector<uint32_t> units_begin;
  std::vector<uint32_t> units;
  std::vector<NameIndex::Keyed> folded;
  std::vector<NameIndex::Keyed> skeletons;

  void Renumber(const std::vector<uint32_t>& numbers) {
    for (uint32_t& unit : units) {
      unit = (unit & ~(kMaxUnitTokens - 1)) | numbers[UnitToken(unit)];
    }
  }

  void BuildPostings() {
    auto& begin = postings_begin;
    begin.assign(token_sizes.size() + 1, 0);
    for (const uint32_t unit : units) ++begin[UnitToken(unit) + 1];
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    postings.resize(units.size());
    std::vector<uint32_t> next(begin.begin(), begin.end());
    for (uint32_t name = 0; name < ids.size(); ++name) {
      for (uint32_t i = units_begin[name]; i < units_begin[name + 1]; ++i) {
        postings[next[UnitToken(units[i])]++] = name;
      }
    }
  }

  void SortKeys() {
    const auto less = [](const NameIndex::Keyed& a, const NameIndex::Keyed& b) {
      return std::tie(a.hash, a.name) < std::tie(b.hash, b.name);
    };
    std::sort(folded.begin(), folded.end(), less);
    std::sort(skeletons.begin(), skeletons.end(), less);
  }
};

NameIndexBuilder::Arrays NameIndexBuilder::NumberNames() const {
  Arrays arrays;
  arrays.text.reserve(text_.size());
  arrays.units.reserve(units_.size());
  for (const Pending& pending : pending_) {
    const auto number = static_cast<uint32_t>(arrays.ids.size());
    arrays.text_begin.push_back(static_cast<uint32_t>(arrays.text.size()));
    arrays.text.insert(arrays.text.end(), text_.begin() + pending.text_begin,
                       text_.begin() + pending.text_begin + pending.text_size);
    arrays.ids.push_back(pending.id);
    arrays.units_begin.push_back(static_cast<uint32_t>(arrays.units.size()));
    arrays.units.insert(arrays.units.end(),
                        units_.begin() + pending.units_begin,
                        units_.begin() + pending.units_end);
    if (pending.folded_hash != 0) {
      arrays.folded.push_back({pending.folded_hash, number});
    }
    if (pending.skeleton_hash != 0) {
      arrays.skeletons.push_back({pending.skeleton_hash, number});
    }
  }
  arrays.text_begin.push_back(static_cast<uint32_t>(arrays.text.size()));
  arrays.units_begin.push_back(static_cast<uint32_t>(arrays.units.size()));
  return arrays;
}

NameIndex NameIndexBuilder::Build() && {
  NameIndex index;
  if (pending_.empty()) return index;
  Sort();
  Arrays arrays = NumberNames();
  index.arabic_begin_ = vocabulary_->latin_size();
  const std::vector<uint32_t> numbers =
      vocabulary_->Seal(&index.tries_, &arrays.token_sizes);
  ISNAD_CHECK(numbers.size() < kMaxUnitTokens);
  arrays.Renumber(numbers);
  arrays.BuildPostings();
  arrays.SortKeys();
  const auto freeze = [](auto& from, auto& to) {
    to = std::decay_t<decltype(to)>(std::move(from));
  };
  freeze(arrays.text, index.text_);
  freeze(arrays.text_begin, index.text_begin_);
  freeze(arrays.ids, index.ids_);
  freeze(arrays.token_sizes, index.token_sizes_);
  freeze(arrays.postings_begin, index.postings_begin_);
  freeze(arrays.postings, index.postings_);
  freeze(arrays.units_begin, index.units_begin_);
  freeze(arrays.units, index.units_);
  freeze(arrays.folded, index.folded_);
  freeze(arrays.skeletons, index.skeletons_);
  // The first query should not wait for the costs.
  DefaultEditCosts();
  return index;
}

}  // namespace isnad
