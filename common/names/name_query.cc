#include "common/names/name_query.h"

#include <algorithm>
#include <utility>

#include "common/names/name_unit.h"
#include "common/names/skeleton.h"
#include "common/text/fold.h"

namespace isnad {
namespace {

// Nodes of the trees looked at for a query of one token, and of more. A joined
// unit gets a third of a token's share.
constexpr size_t kMaxNodes = 8000;
constexpr size_t kMaxNodesTogether = 5500;

// Postings read for the two rarest units of a query, and for each other one.
constexpr size_t kMaxRarePostings = 16000;
constexpr size_t kMaxPostings = 2000;

// Names aligned, and those taken from one fold key or skeleton.
constexpr size_t kMaxAligned = 100;
constexpr size_t kMaxKeyed = 32;

int SizeOf(const SymbolToken& token) {
  return static_cast<int>(token.symbols.size());
}

bool IsJoined(uint32_t mask) { return (mask & (mask - 1)) != 0; }

// Adds up gains by name: an open-addressing table of fixed size.
class GainTable {
 public:
  explicit GainTable(size_t names) {
    size_t size = 64;
    while (size < 2 * names) size *= 2;
    slots_.resize(size);
  }

  void Add(uint32_t name, int gain) {
    size_t at = (name * 0x9E3779B1u) & (slots_.size() - 1);
    while (slots_[at].gain != 0 && slots_[at].name != name) {
      at = (at + 1) & (slots_.size() - 1);
    }
    slots_[at].name = name;
    slots_[at].gain += gain;
  }

  // Returns the names of most gain; of equal ones, the lowest.
  std::vector<uint32_t> Best(size_t limit) {
    slots_.erase(
        std::remove_if(slots_.begin(), slots_.end(),
                       [](const Slot& slot) { return slot.gain == 0; }),
        slots_.end());
    const auto less = [](const Slot& a, const Slot& b) {
      return a.gain != b.gain ? a.gain > b.gain : a.name < b.name;
    };
    limit = std::min(limit, slots_.size());
    std::nth_element(slots_.begin(),
                     slots_.begin() + static_cast<ptrdiff_t>(limit),
                     slots_.end(), less);
    std::vector<uint32_t> names;
    names.reserve(limit);
    for (size_t i = 0; i < limit; ++i) names.push_back(slots_[i].name);
    return names;
  }

 private:
  struct Slot {
    uint32_t name = 0;
    int gain = 0;  // 0: free
  };
  std::vector<Slot> slots_;
};

}  // namespace

NameQuery::NameQuery(const NameIndex& index, absl::string_view query)
    : index_(index),
      query_(query),
      folded_(FoldKey(query)),
      tokens_(SymbolTokens(query)),
      skeleton_(Skeleton(tokens_)) {
  AddUnits();
}

void NameQuery::AddUnits() {
  for (QueryUnit& unit : QueryUnits(tokens_)) {
    units_.push_back({std::move(unit.token), unit.mask, {}, 0});
  }
  for (Unit& unit : units_) Search(&unit);
}

void NameQuery::Search(Unit* unit) {
  TokenSearchOptions options;
  const bool alone = units_.size() == 1;
  options.limit = alone ? 10 : 24;
  options.max_cost = kMissingInName * SizeOf(unit->token) + 6 * kCostPerNat;
  const auto share = [](const Unit& of) {
    return size_t{IsJoined(of.mask) ? 1u : 3u};
  };
  size_t shares = 0;
  for (const Unit& each : units_) shares += share(each);
  const bool both = !index_.tries_[0].empty() && !index_.tries_[1].empty();
  options.max_nodes = (alone ? kMaxNodes : kMaxNodesTogether) * share(*unit) /
                      shares / (both ? 2 : 1);
  for (const auto alphabet : {NameAlphabet::kLatin, NameAlphabet::kArabic}) {
    const bool arabic = alphabet == NameAlphabet::kArabic;
    const uint32_t first = arabic ? index_.arabic_begin_ : 0;
    for (const FoundToken& found : SearchTokens(
             index_.tries_[arabic ? 1 : 0],
             DefaultEditCosts().Between(alphabet, unit->token.alphabet),
             unit->token.symbols, options)) {
      unit->found.push_back({found.token + first, found.cost});
    }
  }
  std::sort(unit->found.begin(), unit->found.end(),
            [](const FoundToken& a, const FoundToken& b) {
              return a.cost != b.cost ? a.cost < b.cost : a.token < b.token;
            });
  for (const FoundToken& found : unit->found) {
    unit->postings += index_.PostingsOf(found.token).size();
  }
}

std::vector<uint32_t> NameQuery::Candidates() {
  std::vector<const Unit*> by_postings;
  for (const Unit& unit : units_) by_postings.push_back(&unit);
  std::stable_sort(
      by_postings.begin(), by_postings.end(),
      [](const Unit* a, const Unit* b) { return a->postings < b->postings; });
  const auto budget_of = [&](size_t rank) {
    const bool rare = rank < 2 && units_.size() > 1;
    return std::min(by_postings[rank]->postings,
                    rare ? kMaxRarePostings : kMaxPostings);
  };
  size_t names = 0;
  for (size_t rank = 0; rank < by_postings.size(); ++rank) {
    names += budget_of(rank);
  }
  GainTable gains(names);
  for (size_t rank = 0; rank < by_postings.size(); ++rank) {
    const Unit& unit = *by_postings[rank];
    size_t left = budget_of(rank);
    for (const FoundToken& found : unit.found) {
      const int gain =
          kMissingInName * SizeOf(unit.token) + 6 * kCostPerNat - found.cost;
      for (const uint32_t name : index_.PostingsOf(found.token)) {
        if (left == 0) break;
        --left;
        gains.Add(name, std::max(1, gain));
      }
    }
  }
  std::vector<uint32_t> candidates = gains.Best(kMaxAligned);
  AddKeyed(index_.folded_.span(), NameIndex::KeyHash(folded_), &candidates);
  if (!skeleton_.empty()) {
    AddKeyed(index_.skeletons_.span(), NameIndex::KeyHash(skeleton_),
             &candidates);
  }
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()),
                   candidates.end());
  return candidates;
}

void NameQuery::AddKeyed(absl::Span<const NameIndex::Keyed> keyed,
                         uint32_t hash, std::vector<uint32_t>* names) const {
  size_t left = kMaxKeyed;
  for (const NameIndex::Keyed& same : NameIndex::WithHash(keyed, hash)) {
    if (left-- == 0) break;
    names->push_back(same.name);
  }
}

std::vector<NameLink> NameQuery::LinksTo(uint32_t name) const {
  std::vector<NameLink> links;
  for (const uint32_t unit : index_.UnitsOf(name)) {
    for (const Unit& mine : units_) {
      for (const FoundToken& found : mine.found) {
        if (found.token != UnitToken(unit)) continue;
        const int gain = kMissingInName * SizeOf(mine.token) +
                         kMissingInQuery * index_.token_sizes_[found.token] -
                         found.cost;
        if (gain > 0) links.push_back({gain, mine.mask, UnitMask(unit)});
      }
    }
  }
  return links;
}

// The cost of all tokens, were none to have a counterpart.
int NameQuery::MissingCost(uint32_t name) const {
  int cost = kMissingInName * SymbolCount(tokens_);
  for (const uint32_t unit : index_.UnitsOf(name)) {
    if (UnitJoined(unit)) continue;
    cost += kMissingInQuery * index_.token_sizes_[UnitToken(unit)];
  }
  return cost;
}

NameMatch NameQuery::Align(uint32_t name) const {
  NameMatch match;
  match.id = index_.ids_[name];
  match.name = index_.NameAt(name);
  if (match.name == query_) {
    match.score = 1.0;
    match.method = NameMatchMethod::kExact;
    return match;
  }
  if (!folded_.empty() && FoldKey(match.name) == folded_) {
    match.score = kFoldedScore;
    match.method = NameMatchMethod::kFolded;
    return match;
  }
  std::vector<NameLink> links = LinksTo(name);
  const int cost = std::max(0, MissingCost(name) - GainOf(&links));
  match.score = ScoreOfCost(cost, SymbolCount(tokens_));
  const bool same = !skeleton_.empty() && Skeleton(match.name) == skeleton_;
  match.method = same ? NameMatchMethod::kSkeleton : NameMatchMethod::kFuzzy;
  return match;
}

}  // namespace isnad
