#ifndef ISNAD_COMMON_NAMES_SPELLING_SCORER_H_
#define ISNAD_COMMON_NAMES_SPELLING_SCORER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/names/chunk.h"
#include "common/names/edit_costs.h"
#include "common/names/name_alignment.h"
#include "common/names/name_symbols.h"

namespace isnad {

// Scores single names against one query by the learned edit costs, as
// NameIndex::Match does with the best of many: for a few names known to be
// near, at a small part of the work. Names that cannot reach the score asked
// for are mostly known by counting their letters. Not thread-safe.
//
//   SpellingScorer scorer(query, 0.8);
//   for (...) if (scorer.Score(name) > 0) ...
class SpellingScorer {
 public:
  // `query` must outlive the scorer.
  SpellingScorer(absl::string_view query, double min_score);

  // Returns how well a name matches, as NameMatch::score has it; 0 if less than
  // the score asked for.
  double Score(absl::string_view name);

 private:
  // How often each symbol stands in a token, finer spelling left aside.
  using Counts = std::array<uint8_t, kNameSymbolLimit>;
  // A stretch of a unit's symbols that a chunk may stand for.
  struct Place {
    uint8_t begin;
    uint8_t end;
    int16_t cost;
    uint32_t next;  // place of the same chunk, by its number from 1; 0: none
  };
  // Where the chunks of candidates of one alphabet fit into a unit.
  struct Places {
    std::vector<Place> all;
    // By the number of a chunk, its first place, as in Place::next.
    std::vector<uint32_t> first;
  };
  struct Unit {
    QueryUnit query;
    Symbols symbols;  // with borders
    Counts counts{};
    int least_in_other = 0;        // of any candidate in the other alphabet
    std::array<Places, 2> places;  // by alphabet; made when first needed
  };
  static Counts CountsOf(const SymbolToken& token);
  static int CostOfEdits(const Counts& a, const Counts& b,
                         NameAlphabet alphabet);
  static int LeastCostOf(const Unit& unit, NameAlphabet alphabet);
  static const Places& PlacesOf(Unit* unit, NameAlphabet alphabet);
  int AlignmentCost(const std::vector<SymbolToken>& name);
  int Distance(Unit* unit, const SymbolToken& candidate);
  void AddChunk(const Places& places, uint16_t number, const int16_t* before,
                int16_t* row) const;
  void AddSymbol(const ChunkCosts& costs, NameSymbol symbol,
                 const Symbols& query, const int16_t* before,
                 int16_t* row) const;

  const absl::string_view query_;
  const std::string folded_;
  const double min_score_;
  const std::vector<SymbolToken> tokens_;
  const int symbols_;
  const int max_cost_;
  std::vector<Unit> units_;
  // Used again from call to call.
  std::vector<int16_t> rows_;
  std::vector<NameLink> links_;
};

}  // namespace isnad

#endif  // ISNAD_COMMON_NAMES_SPELLING_SCORER_H_
