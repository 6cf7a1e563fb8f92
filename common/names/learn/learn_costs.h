#ifndef ISNAD_COMMON_NAMES_LEARN_LEARN_COSTS_H_
#define ISNAD_COMMON_NAMES_LEARN_LEARN_COSTS_H_

#include <string>

#include "common/names/learn/name_pairs.h"

namespace isnad {

struct LearnOptions {
  int iterations = 12;
  // Chunk pairs expected less often than this in all the data are left out.
  double least_count = 1.0;
};

// Returns the three sections of a table for EditCosts: Latin against Arabic
// from the pairs themselves, and each alphabet against itself from spellings
// that share a counterpart. The same input gives the same bytes.
std::string LearnCosts(const NamePairs& pairs, const LearnOptions& options);

}  // namespace isnad

#endif  // ISNAD_COMMON_NAMES_LEARN_LEARN_COSTS_H_
