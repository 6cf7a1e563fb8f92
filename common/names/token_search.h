#ifndef ISNAD_COMMON_NAMES_TOKEN_SEARCH_H_
#define ISNAD_COMMON_NAMES_TOKEN_SEARCH_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "common/names/edit_costs.h"
#include "common/names/name_trie.h"

namespace isnad {

struct FoundToken {
  uint32_t token;
  int cost;
};

struct TokenSearchOptions {
  // At most so many tokens are returned.
  size_t limit = 10;
  // Tokens that cost more are not.
  int max_cost = 40 * kCostPerNat;
  // Nor those that cost so much more than the best.
  int max_above_best = 6 * kCostPerNat;
  // So many nodes of the tree are looked at at most, the likeliest first: a
  // bound on the time for any tree.
  size_t max_nodes = 8000;
};

// Returns the tokens whose spelling costs least to write as the query's, best
// first, equal ones by number. A best-first search, pruned so that about one in
// a thousand of the tokens due is missed. Takes 0.1 to 0.5 ms.
std::vector<FoundToken> SearchTokens(const NameTrie& trie,
                                     const ChunkCosts& costs,
                                     const Symbols& query,
                                     const TokenSearchOptions& options);

// Returns the cost of a single candidate by the same rules, kCostLimit if it is
// more than `max_cost`. Symbols without borders.
int TokenDistance(const ChunkCosts& costs, const Symbols& candidate,
                  const Symbols& query, int max_cost = kCostLimit - 1);

}  // namespace isnad

#endif  // ISNAD_COMMON_NAMES_TOKEN_SEARCH_H_
