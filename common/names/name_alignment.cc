#include "common/names/name_alignment.h"

#include <algorithm>
#include <cmath>

#include "common/names/name_unit.h"

namespace isnad {
namespace {

// That two neighbouring tokens stand the other way round.
constexpr int kReordered = kCostPerNat;

// How fast scores fall with the cost, in nats a symbol of the query. Right
// names cost about one.
constexpr double kScoreFall = 0.35;
constexpr double kBestOtherScore = 0.98;

double Nats(int cost, int query_symbols) {
  return static_cast<double>(cost) / kCostPerNat / (query_symbols + 1);
}

}  // namespace

int GainOf(std::vector<NameLink>* links) {
  std::sort(links->begin(), links->end(),
            [](const NameLink& a, const NameLink& b) {
              if (a.gain != b.gain) return a.gain > b.gain;
              if (a.query_mask != b.query_mask) {
                return a.query_mask < b.query_mask;
              }
              return a.name_mask < b.name_mask;
            });
  uint32_t query_mask = 0;
  uint32_t name_mask = 0;
  int gain = 0;
  size_t used = 0;  // of the links, moved to the front
  for (size_t i = 0; i < links->size(); ++i) {
    const NameLink link = (*links)[i];
    if ((link.query_mask & query_mask) != 0) continue;
    if ((link.name_mask & name_mask) != 0) continue;
    query_mask |= link.query_mask;
    name_mask |= link.name_mask;
    gain += link.gain;
    for (size_t other = 0; other < used; ++other) {
      const bool swapped = ((*links)[other].query_mask < link.query_mask) !=
                           ((*links)[other].name_mask < link.name_mask);
      if (swapped) gain -= kReordered;
    }
    (*links)[used++] = link;
  }
  return gain;
}

std::vector<QueryUnit> QueryUnits(const std::vector<SymbolToken>& tokens) {
  const size_t count = std::min(tokens.size(), kMaxQueryTokens);
  std::vector<QueryUnit> units;
  units.reserve(2 * count);
  for (size_t i = 0; i < count; ++i) {
    units.push_back({tokens[i], uint32_t{1} << i});
  }
  // Two words may well be one in another spelling, whatever their length.
  const size_t particle =
      count == 2 ? kMaxNameTokenSymbols : kMaxParticleSymbols;
  for (size_t i = 0; i + 1 < count; ++i) {
    if (!AreJoined(tokens[i], tokens[i + 1], particle)) continue;
    units.push_back(
        {{tokens[i].alphabet, tokens[i].symbols + tokens[i + 1].symbols},
         uint32_t{3} << i});
  }
  return units;
}

int SymbolCount(const std::vector<SymbolToken>& tokens) {
  size_t count = 0;
  for (const SymbolToken& token : tokens) count += token.symbols.size();
  return static_cast<int>(count);
}

double ScoreOfCost(int cost, int query_symbols) {
  return kBestOtherScore * std::exp(-kScoreFall * Nats(cost, query_symbols));
}

int CostOfScore(double score, int query_symbols) {
  if (score > kBestOtherScore) return -1;
  if (score <= 0) return kCostLimit;
  const double nats = std::log(kBestOtherScore / score) / kScoreFall;
  const double cost = nats * kCostPerNat * (query_symbols + 1);
  return static_cast<int>(std::min<double>(cost, kCostLimit));
}

}  // namespace isnad
