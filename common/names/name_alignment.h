// How the spellings of a query's tokens and of a name's, compared one by one,
// become the score of the name.
#ifndef ISNAD_COMMON_NAMES_NAME_ALIGNMENT_H_
#define ISNAD_COMMON_NAMES_NAME_ALIGNMENT_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "common/names/edit_costs.h"
#include "common/names/name_symbols.h"

namespace isnad {

// What it costs, a symbol, that a token of the query or of the name has no
// counterpart. A name that says more than the query is likelier right than one
// that says less.
inline constexpr int kMissingInName = 3 * kCostPerNat;
inline constexpr int kMissingInQuery = kCostPerNat;

// Later tokens of a query are only counted.
inline constexpr size_t kMaxQueryTokens = 6;

inline constexpr double kFoldedScore = 0.99;  // of the same fold key

// A unit of the query (name_unit.h) that stands for one of a name.
struct NameLink {
  int gain = 0;  // what it saves of the cost of missing tokens; above 0
  uint32_t query_mask = 0;
  uint32_t name_mask = 0;
};

// Returns what the links save together, each token used once, the best links
// first; tokens in another order cost a little. Sorts them.
int GainOf(std::vector<NameLink>* links);

// The units of a query: its first tokens, with one bit each in `mask`, and
// neighbours that may be one word in another spelling.
struct QueryUnit {
  SymbolToken token;
  uint32_t mask = 0;
};
std::vector<QueryUnit> QueryUnits(const std::vector<SymbolToken>& tokens);

// The number of symbols of all tokens.
int SymbolCount(const std::vector<SymbolToken>& tokens);

// The score of a name whose alignment costs so much with a query of so many
// symbols; it falls with the cost for each symbol.
double ScoreOfCost(int cost, int query_symbols);

// The greatest cost at which ScoreOfCost() is at least `score`, -1 if none.
int CostOfScore(double score, int query_symbols);

}  // namespace isnad

#endif  // ISNAD_COMMON_NAMES_NAME_ALIGNMENT_H_
