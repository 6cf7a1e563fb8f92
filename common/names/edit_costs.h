#ifndef ISNAD_COMMON_NAMES_EDIT_COSTS_H_
#define ISNAD_COMMON_NAMES_EDIT_COSTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/names/chunk.h"
#include "common/names/name_symbols.h"

namespace isnad {

// Costs are in 64ths of a nat: a cost of 64 makes a spelling e times less
// likely.
inline constexpr int kCostPerNat = 64;

// Stands for "impossible". Two of them add up without overflow.
inline constexpr int16_t kCostLimit = 16383;

// What it costs to write chunks of a candidate's spelling as chunks of a
// query's, for one alphabet of each. For a candidate chunk e and a query chunk
// a it is
//
//   -ln P(e, a) + kPriorWeight * ln P(e)
//
// from learned joint probabilities: with a weight of 1 that were how likely the
// query's spelling is, given the candidate; a little less prefers candidates
// made of usual chunks. Single symbols that were never seen together have
// costs too, so every pair of tokens has a distance.
//
// Immutable, thread-safe.
class ChunkCosts {
 public:
  static constexpr double kPriorWeight = 0.80;

  struct JointProbability {
    Chunk candidate;  // 0: the query's chunk, a single symbol, is silent
    Chunk query;      // 0: the candidate's chunk is silent
    double probability;
  };
  struct Entry {
    uint16_t number;  // of a candidate's chunk
    int16_t cost;
  };

  // `alike` says whether both sides are of one alphabet.
  ChunkCosts(std::vector<JointProbability> learned, NameAlphabet alphabet,
             bool alike);

  // Returns the number of a chunk, from 1, or 0 if it is longer than one
  // symbol and never stands for anything as a whole.
  uint16_t Number(Chunk candidate) const { return numbers_[candidate]; }

  // Returns the number that stands for all chunks that are longer than
  // `prefix`, of one or two symbols, and begin with it; 0 if there are none.
  uint16_t OpenNumber(Chunk prefix) const { return open_numbers_[prefix]; }

  // Numbers are below this.
  size_t number_count() const { return number_count_; }

  // Returns which candidates' chunks the query's may stand for, and at what
  // cost; for an open number, the least of its chunks'. Lives as long as this
  // object.
  absl::Span<const Entry> Entries(Chunk query) const;

  // The least cost at which the query chunk stands for a learned chunk,
  // kCostLimit if for none.
  int16_t Least(Chunk query) const { return least_[query]; }

  // Between spellings in one alphabet, no chunk costs less as another one, by
  // letters other than BaseSymbol() makes the same; 0 between alphabets.
  int16_t least_edit() const { return least_edit_; }

  // Longest query chunk.
  size_t max_query_symbols() const { return max_query_symbols_; }

  // Costs of what was never seen: one symbol for another, a silent symbol of
  // the candidate, and a symbol of the query that stands for nothing.
  int16_t Substitution(NameSymbol candidate, NameSymbol query) const;
  int16_t Deletion(NameSymbol candidate) const;
  int16_t Insertion(NameSymbol query) const;

  // No candidate's symbol costs less than this as a symbol of the query by
  // Substitution().
  int16_t LeastSubstitution(NameSymbol query) const;

 private:
  struct Stands;

  void AddSilent(absl::Span<const JointProbability> learned);
  void AddChunk(absl::Span<const JointProbability> learned,
                std::vector<Stands>* all);
  void AddOpenChunks(std::vector<Stands>* all);
  void BoundEdits(const std::vector<Stands>& all);
  void AddEntries(std::vector<Stands> all);

  const NameAlphabet alphabet_;
  const bool alike_;
  int16_t least_edit_ = 0;
  size_t max_query_symbols_ = 1;
  size_t number_count_ = kNameSymbolLimit;
  std::vector<uint16_t> numbers_;       // by chunk
  std::vector<uint16_t> open_numbers_;  // by chunk of up to two symbols
  std::vector<int16_t> least_;          // by query chunk
  std::vector<Entry> entries_;          // by query chunk
  absl::flat_hash_map<Chunk, absl::Span<const Entry>> entries_of_;
  std::array<int16_t, kNameSymbolLimit> insertion_;  // by symbol of the query
};

// The costs for all four combinations of alphabets. Immutable, thread-safe.
class EditCosts {
 public:
  // Reads a table as isnad-learn-names writes it. Errors: InvalidArgument,
  // naming the line.
  static absl::StatusOr<std::unique_ptr<EditCosts>> Parse(
      absl::string_view table);

  // Costs for candidates of one alphabet and queries of another.
  const ChunkCosts& Between(NameAlphabet candidate, NameAlphabet query) const {
    return *costs_[static_cast<size_t>(candidate)][static_cast<size_t>(query)];
  }

 private:
  EditCosts() = default;

  std::array<std::array<std::unique_ptr<ChunkCosts>, 2>, 2> costs_;
};

// The embedded costs, which live for ever.
const EditCosts& DefaultEditCosts();

}  // namespace isnad

#endif  // ISNAD_COMMON_NAMES_EDIT_COSTS_H_
