#include "common/names/spelling_scorer.h"

#include <algorithm>
#include <utility>

#include "common/names/chunk.h"
#include "common/names/name_unit.h"
#include "common/text/fold.h"

namespace isnad {
namespace {

int SizeOf(const SymbolToken& token) {
  return static_cast<int>(token.symbols.size());
}

bool IsSame(const SymbolToken& a, const SymbolToken& b) {
  return a.alphabet == b.alphabet && a.symbols == b.symbols;
}

}  // namespace

SpellingScorer::SpellingScorer(absl::string_view query, double min_score)
    : query_(query),
      folded_(FoldKey(query)),
      min_score_(min_score),
      tokens_(SymbolTokens(query)),
      symbols_(SymbolCount(tokens_)),
      max_cost_(CostOfScore(min_score, symbols_)) {
  for (QueryUnit& query_unit : QueryUnits(tokens_)) {
    Unit& unit = units_.emplace_back();
    unit.query = std::move(query_unit);
    unit.symbols = WithBorders(unit.query.token.symbols);
    unit.counts = CountsOf(unit.query.token);
    unit.least_in_other =
        LeastCostOf(unit, unit.query.token.alphabet == NameAlphabet::kLatin
                              ? NameAlphabet::kArabic
                              : NameAlphabet::kLatin);
  }
}

SpellingScorer::Counts SpellingScorer::CountsOf(const SymbolToken& token) {
  Counts counts{};
  for (const NameSymbol symbol : token.symbols) {
    ++counts[BaseSymbol(token.alphabet, symbol)];
  }
  return counts;
}

// What it costs at least to make a token of another one in the same alphabet:
// an edit changes up to a chunk of the letters that only one of them has.
int SpellingScorer::CostOfEdits(const Counts& a, const Counts& b,
                                NameAlphabet alphabet) {
  constexpr auto kChunk = static_cast<int>(kMaxChunkSymbols);
  int only_a = 0;
  int only_b = 0;
  for (size_t symbol = 0; symbol < a.size(); ++symbol) {
    const int more = a[symbol] - b[symbol];
    only_a += std::max(more, 0);
    only_b += std::max(-more, 0);
  }
  const int edits = (std::max(only_a, only_b) + kChunk - 1) / kChunk;
  return edits * DefaultEditCosts().Between(alphabet, alphabet).least_edit();
}

// What any token of an alphabet costs at least as a unit of the query.
int SpellingScorer::LeastCostOf(const Unit& unit, NameAlphabet alphabet) {
  const ChunkCosts& costs =
      DefaultEditCosts().Between(alphabet, unit.query.token.alphabet);
  const Symbols& query = unit.symbols;
  std::array<int, kMaxNameTokenSymbols + 3> least{};
  for (size_t begin = query.size(); begin-- > 0;) {
    const NameSymbol symbol = query[begin];
    least[begin] = std::min<int>(costs.Insertion(symbol),
                                 costs.LeastSubstitution(symbol)) +
                   least[begin + 1];
    Chunk chunk = 0;
    for (size_t length = 1;
         length <= costs.max_query_symbols() && begin + length <= query.size();
         ++length) {
      chunk = ExtendChunk(chunk, query[begin + length - 1]);
      least[begin] =
          std::min(least[begin], costs.Least(chunk) + least[begin + length]);
    }
  }
  return least[0];
}

double SpellingScorer::Score(absl::string_view name) {
  const auto passing = [this](double score) {
    return score >= min_score_ ? score : 0.0;
  };
  if (name == query_) return passing(1.0);
  const double score = ScoreOfCost(AlignmentCost(SymbolTokens(name)), symbols_);
  // Names of the same fold key cost next to nothing.
  if (score < min_score_ && max_cost_ >= 0) return 0.0;
  return passing(!folded_.empty() && FoldKey(name) == folded_ ? kFoldedScore
                                                              : score);
}

int SpellingScorer::AlignmentCost(const std::vector<SymbolToken>& name) {
  links_.clear();
  // Tokens that are the same on both sides need no looking at others.
  uint32_t same_query = 0;
  uint32_t same_name = 0;
  const auto link = [&](Unit* unit, const SymbolToken& token,
                        uint32_t name_mask) {
    if ((unit->query.mask & same_query) != 0 || (name_mask & same_name) != 0) {
      return;
    }
    const int gain = kMissingInName * SizeOf(unit->query.token) +
                     kMissingInQuery * SizeOf(token) - Distance(unit, token);
    if (gain > 0) links_.push_back({gain, unit->query.mask, name_mask});
  };
  for (Unit& unit : units_) {
    for (size_t i = 0; i < name.size(); ++i) {
      if (!IsSame(unit.query.token, name[i])) continue;
      link(&unit, name[i], uint32_t{1} << i);
      if ((same_name >> i & 1) != 0) continue;
      same_query |= unit.query.mask;
      same_name |= uint32_t{1} << i;
      break;
    }
  }
  for (Unit& unit : units_) {
    for (size_t i = 0; i < name.size(); ++i) {
      link(&unit, name[i], uint32_t{1} << i);
    }
    for (size_t i = 0; i + 1 < name.size(); ++i) {
      if (!AreJoined(name[i], name[i + 1])) continue;
      link(&unit, {name[i].alphabet, name[i].symbols + name[i + 1].symbols},
           uint32_t{3} << i);
    }
  }
  const int missing =
      kMissingInName * symbols_ + kMissingInQuery * SymbolCount(name);
  return std::max(0, missing - GainOf(&links_));
}

// The cost of a candidate's token as a unit of the query, kCostLimit if it is
// more than the score allows. The candidate's chunks of one to three symbols
// stand for stretches of the query; row i has, by position in the query, what
// the first i symbols of the candidate cost.
int SpellingScorer::Distance(Unit* unit, const SymbolToken& candidate) {
  const SymbolToken& token = unit->query.token;
  const bool alike = candidate.alphabet == token.alphabet;
  if (IsSame(token, candidate)) return 0;
  const int bound =
      alike ? CostOfEdits(unit->counts, CountsOf(candidate), candidate.alphabet)
            : unit->least_in_other;
  if (bound > max_cost_) return kCostLimit;
  const ChunkCosts& costs =
      DefaultEditCosts().Between(candidate.alphabet, token.alphabet);
  const Places& places = PlacesOf(unit, candidate.alphabet);
  const Symbols symbols = WithBorders(candidate.symbols);
  const size_t width = unit->symbols.size() + 1;
  rows_.assign((symbols.size() + 1) * width, kCostLimit);
  rows_[0] = 0;
  // Rows behind which every cost is too high: as many as a chunk is long.
  size_t hopeless = 0;
  for (size_t end = 1; end <= symbols.size(); ++end) {
    int16_t* const row = &rows_[end * width];
    Chunk chunk = 0;
    for (size_t size = 1; size <= std::min(end, kMaxChunkSymbols); ++size) {
      chunk |= Chunk{symbols[end - size]} << (6 * (size - 1));
      const uint16_t number = costs.Number(chunk);
      if (number != 0) AddChunk(places, number, row - size * width, row);
    }
    AddSymbol(costs, symbols[end - 1], unit->symbols, row - width, row);
    int16_t least = row[0];
    for (size_t at = 1; at < width; ++at) {
      const int inserted = row[at - 1] + costs.Insertion(unit->symbols[at - 1]);
      row[at] = static_cast<int16_t>(std::min<int>(row[at], inserted));
      least = std::min(least, row[at]);
    }
    hopeless = least > max_cost_ ? hopeless + 1 : 0;
    if (hopeless == kMaxChunkSymbols) return kCostLimit;
  }
  return rows_.back() > max_cost_ ? kCostLimit : rows_.back();
}

// Enters into a row what it costs that a chunk ends there, by the places where
// it fits and the row before it.
void SpellingScorer::AddChunk(const Places& places, uint16_t number,
                              const int16_t* before, int16_t* row) const {
  for (uint32_t i = places.first[number]; i != 0;) {
    const Place& place = places.all[i - 1];
    i = place.next;
    const int16_t so_far = before[place.begin];
    if (so_far > max_cost_) continue;
    row[place.end] = std::min<int16_t>(
        row[place.end], static_cast<int16_t>(so_far + place.cost));
  }
}

// Likewise for a single symbol, silent or as any symbol of the query.
void SpellingScorer::AddSymbol(const ChunkCosts& costs, NameSymbol symbol,
                               const Symbols& query, const int16_t* before,
                               int16_t* row) const {
  const int16_t deletion = costs.Deletion(symbol);
  for (size_t at = 0; at <= query.size(); ++at) {
    const int16_t so_far = before[at];
    if (so_far > max_cost_) continue;
    row[at] =
        std::min<int16_t>(row[at], static_cast<int16_t>(so_far + deletion));
    if (at == query.size()) break;
    const int16_t cost = costs.Substitution(symbol, query[at]);
    row[at + 1] =
        std::min<int16_t>(row[at + 1], static_cast<int16_t>(so_far + cost));
  }
}

const SpellingScorer::Places& SpellingScorer::PlacesOf(Unit* unit,
                                                       NameAlphabet alphabet) {
  Places& places = unit->places[static_cast<size_t>(alphabet)];
  if (!places.first.empty()) return places;
  const ChunkCosts& costs =
      DefaultEditCosts().Between(alphabet, unit->query.token.alphabet);
  places.first.resize(costs.number_count());
  for (size_t end = 0; end <= unit->symbols.size(); ++end) {
    Chunk chunk = 0;
    for (size_t length = 0; length <= std::min(end, costs.max_query_symbols());
         ++length) {
      if (length > 0) {
        chunk |= Chunk{unit->symbols[end - length]} << (6 * (length - 1));
      }
      for (const ChunkCosts::Entry& entry : costs.Entries(chunk)) {
        places.all.push_back({static_cast<uint8_t>(end - length),
                              static_cast<uint8_t>(end), entry.cost,
                              places.first[entry.number]});
        places.first[entry.number] = static_cast<uint32_t>(places.all.size());
      }
    }
  }
  return places;
}

}  // namespace isnad
