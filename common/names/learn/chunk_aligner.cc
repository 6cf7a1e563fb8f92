#include "common/names/learn/chunk_aligner.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace isnad {
namespace {

Chunk ChunkAt(const Symbols& symbols, size_t begin, size_t size) {
  Chunk chunk = 0;
  for (size_t i = begin; i < begin + size; ++i) {
    chunk = ExtendChunk(chunk, symbols[i]);
  }
  return chunk;
}

// Whether [begin, begin + size) holds the first and the last symbol.
std::pair<bool, bool> Borders(const Symbols& symbols, size_t begin,
                              size_t size) {
  return {size > 0 && begin == 0, size > 0 && begin + size == symbols.size()};
}

}  // namespace

uint32_t ChunkAligner::ParameterOf(Chunk left, Chunk right) {
  const auto next = static_cast<uint32_t>(parameters_.size());
  return parameters_.try_emplace({left, right}, next).first->second;
}

// Adds the edges that end at node (i, j), in order of where they begin.
void ChunkAligner::AddEdgesTo(const Symbols& left, const Symbols& right,
                              size_t i, size_t j) {
  const size_t width = right.size() + 1;
  for (size_t k = std::min(i, options_.max_left); k >= 1; --k) {
    for (size_t l = std::min(j, options_.max_right) + 1; l-- > 0;) {
      if (Borders(left, i - k, k) != Borders(right, j - l, l)) continue;
      edges_.push_back(
          {static_cast<uint16_t>((i - k) * width + (j - l)),
           static_cast<uint16_t>(i * width + j),
           ParameterOf(ChunkAt(left, i - k, k), ChunkAt(right, j - l, l))});
    }
  }
}

void ChunkAligner::AddPair(const Symbols& left, const Symbols& right,
                           double weight) {
  const Symbols l = WithBorders(left);
  const Symbols r = WithBorders(right);
  Pair pair;
  pair.edge_begin = edges_.size();
  for (size_t i = 1; i <= l.size(); ++i) {
    for (size_t j = 0; j <= r.size(); ++j) AddEdgesTo(l, r, i, j);
  }
  pair.edge_count = static_cast<uint32_t>(edges_.size() - pair.edge_begin);
  pair.node_count = static_cast<uint16_t>((l.size() + 1) * (r.size() + 1));
  pair.weight = weight;
  // A long left chunk can cover at most so much of the right spelling.
  if (r.size() > options_.max_right * l.size()) {
    edges_.resize(pair.edge_begin);
    ++refused_;
    return;
  }
  pairs_.push_back(pair);
}

// Adds the expected counts of one pair. Returns its probability.
double ChunkAligner::Expect(const Pair& pair) {
  const Edge* const begin = edges_.data() + pair.edge_begin;
  const Edge* const end = begin + pair.edge_count;
  forward_.assign(pair.node_count, 0.0);
  backward_.assign(pair.node_count, 0.0);
  forward_.front() = 1.0;
  backward_.back() = 1.0;
  for (const Edge* edge = begin; edge != end; ++edge) {
    forward_[edge->to] += forward_[edge->from] * probability_[edge->parameter];
  }
  const double total = forward_.back();
  if (!(total > 0.0)) return 0.0;
  for (const Edge* edge = end; edge-- != begin;) {
    backward_[edge->from] +=
        backward_[edge->to] * probability_[edge->parameter];
  }
  for (const Edge* edge = begin; edge != end; ++edge) {
    count_[edge->parameter] += pair.weight * forward_[edge->from] *
                               probability_[edge->parameter] *
                               backward_[edge->to] / total;
  }
  return total;
}

std::vector<double> ChunkAligner::Run(int iterations) {
  if (probability_.size() != parameters_.size()) {
    probability_.assign(parameters_.size(),
                        1.0 / static_cast<double>(parameters_.size()));
  }
  std::vector<double> likelihoods;
  for (int i = 0; i < iterations; ++i) {
    count_.assign(parameters_.size(), 0.0);
    double log_likelihood = 0.0;
    double weight = 0.0;
    for (const Pair& pair : pairs_) {
      const double probability = Expect(pair);
      if (probability <= 0.0) continue;
      log_likelihood += pair.weight * std::log(probability);
      weight += pair.weight;
    }
    double total = 0.0;
    for (const double count : count_) total += count;
    if (!(total > 0.0)) break;
    for (size_t p = 0; p < count_.size(); ++p) {
      probability_[p] = count_[p] / total;
    }
    likelihoods.push_back(log_likelihood / weight);
  }
  return likelihoods;
}

std::vector<ChunkAligner::Learned> ChunkAligner::Result() const {
  std::vector<Learned> kept;
  for (const auto& [chunks, parameter] : parameters_) {
    if (parameter >= count_.size()) continue;
    if (count_[parameter] < options_.least_count) continue;
    kept.push_back({chunks.first, chunks.second, count_[parameter]});
  }
  std::sort(kept.begin(), kept.end(), [](const Learned& a, const Learned& b) {
    return std::tie(a.left, a.right) < std::tie(b.left, b.right);
  });
  double total = 0.0;
  for (const Learned& learned : kept) total += learned.probability;
  for (Learned& learned : kept) learned.probability /= total;
  return kept;
}

}  // namespace isnad
