#ifndef ISNAD_COMMON_NAMES_LEARN_CHUNK_ALIGNER_H_
#define ISNAD_COMMON_NAMES_LEARN_CHUNK_ALIGNER_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/names/chunk.h"

namespace isnad {

// Learns how probable it is that a chunk of one spelling stands for a chunk of
// another, from pairs of spellings of one name: expectation maximization over
// all ways to cut both into chunks (Jiampojamarn, Kondrak and Sherif, "Applying
// Many-to-Many Alignments and Hidden Markov Models to Letter-to-Phoneme
// Conversion", NAACL 2007). A chunk that holds a border only ever stands for
// one that holds the same border.
//
// The result depends on the pairs and their order alone. Not thread-safe.
class ChunkAligner {
 public:
  struct Options {
    // Longest chunks, in symbols, at most kMaxChunkSymbols. A left chunk has at
    // least one; a right one may be empty.
    size_t max_left = 3;
    size_t max_right = 2;
    // Chunk pairs expected less often than this are dropped in the end.
    double least_count = 1.0;
  };
  struct Learned {
    Chunk left;
    Chunk right;
    double probability;  // of all pairs; they sum to 1
  };

  explicit ChunkAligner(const Options& options) : options_(options) {}

  // Adds a pair of tokens, without borders.
  void AddPair(const Symbols& left, const Symbols& right, double weight);

  // Runs so many rounds. Returns the log-likelihood of the pairs per unit of
  // weight after each, which never falls.
  std::vector<double> Run(int iterations);

  // Returns the chunk pairs worth keeping, ordered by left and right.
  std::vector<Learned> Result() const;

  // Pairs that can be aligned, and those that cannot: one spelling is more
  // than two or three times as long.
  size_t pair_count() const { return pairs_.size(); }
  size_t refused_count() const { return refused_; }

 private:
  // A step of an alignment: from a node to a later one of the same pair. Nodes
  // are numbered row by row, so an edge never leads to a lower number.
  struct Edge {
    uint16_t from;
    uint16_t to;
    uint32_t parameter;
  };
  struct Pair {
    size_t edge_begin;
    uint32_t edge_count;
    uint16_t node_count;
    double weight;
  };

  uint32_t ParameterOf(Chunk left, Chunk right);
  double Expect(const Pair& pair);
  void AddEdgesTo(const Symbols& left, const Symbols& right, size_t i,
                  size_t j);

  const Options options_;
  absl::flat_hash_map<std::pair<Chunk, Chunk>, uint32_t> parameters_;
  std::vector<double> probability_;  // by parameter
  std::vector<double> count_;
  std::vector<Edge> edges_;
  std::vector<Pair> pairs_;
  size_t refused_ = 0;
  std::vector<double> forward_;
  std::vector<double> backward_;
};

}  // namespace isnad

#endif  // ISNAD_COMMON_NAMES_LEARN_CHUNK_ALIGNER_H_
