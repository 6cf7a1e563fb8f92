#include <algorithm>
#include <numeric>
#include <tuple>
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

void NameIndexBuilder::AddNames(NameIndex* index) const {
  index->text_.reserve(text_.size());
  index->units_.reserve(units_.size());
  for (const Pending& pending : pending_) {
    const auto number = static_cast<uint32_t>(index->ids_.size());
    index->text_begin_.push_back(static_cast<uint32_t>(index->text_.size()));
    index->text_.append(text_, pending.text_begin, pending.text_size);
    index->ids_.push_back(pending.id);
    index->units_begin_.push_back(static_cast<uint32_t>(index->units_.size()));
    index->units_.insert(index->units_.end(),
                         units_.begin() + pending.units_begin,
                         units_.begin() + pending.units_end);
    if (pending.folded_hash != 0) {
      index->folded_.push_back({pending.folded_hash, number});
    }
    if (pending.skeleton_hash != 0) {
      index->skeletons_.push_back({pending.skeleton_hash, number});
    }
  }
  index->text_begin_.push_back(static_cast<uint32_t>(index->text_.size()));
  index->units_begin_.push_back(static_cast<uint32_t>(index->units_.size()));
}

void NameIndexBuilder::BuildPostings(NameIndex* index) {
  auto& begin = index->postings_begin_;
  begin.assign(index->token_sizes_.size() + 1, 0);
  for (const uint32_t unit : index->units_) ++begin[UnitToken(unit) + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  index->postings_.resize(index->units_.size());
  std::vector<uint32_t> next(begin.begin(), begin.end());
  for (uint32_t name = 0; name < index->ids_.size(); ++name) {
    for (const uint32_t unit : index->UnitsOf(name)) {
      index->postings_[next[UnitToken(unit)]++] = name;
    }
  }
}

NameIndex NameIndexBuilder::Build() && {
  NameIndex index;
  if (pending_.empty()) return index;
  Sort();
  AddNames(&index);
  index.arabic_begin_ = vocabulary_->latin_size();
  const std::vector<uint32_t> numbers =
      vocabulary_->Seal(&index.tries_, &index.token_sizes_);
  ISNAD_CHECK(numbers.size() < kMaxUnitTokens);
  for (uint32_t& unit : index.units_) {
    unit = (unit & ~(kMaxUnitTokens - 1)) | numbers[UnitToken(unit)];
  }
  BuildPostings(&index);
  const auto less = [](const NameIndex::Keyed& a, const NameIndex::Keyed& b) {
    return std::tie(a.hash, a.name) < std::tie(b.hash, b.name);
  };
  std::sort(index.folded_.begin(), index.folded_.end(), less);
  std::sort(index.skeletons_.begin(), index.skeletons_.end(), less);
  index.text_.shrink_to_fit();
  index.text_begin_.shrink_to_fit();
  index.ids_.shrink_to_fit();
  index.token_sizes_.shrink_to_fit();
  index.units_begin_.shrink_to_fit();
  index.units_.shrink_to_fit();
  index.folded_.shrink_to_fit();
  index.skeletons_.shrink_to_fit();
  // The first query should not wait for the costs.
  DefaultEditCosts();
  return index;
}

}  // namespace isnad
