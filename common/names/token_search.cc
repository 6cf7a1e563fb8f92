#include "common/names/token_search.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace isnad {
namespace {

// Eight costs, added and compared at once. Costs never exceed kCostLimit, so
// sums of two stay within 16 bits.
using Lanes = int16_t __attribute__((vector_size(16)));
constexpr size_t kLanes = 8;

Lanes Load(const int16_t* costs) {
  Lanes lanes;
  std::memcpy(&lanes, costs, sizeof(lanes));
  return lanes;
}

void Store(Lanes lanes, int16_t* costs) {
  std::memcpy(costs, &lanes, sizeof(lanes));
}

Lanes Min(Lanes a, Lanes b) { return a < b ? a : b; }

int LeastLane(Lanes lanes) {
  lanes =
      Min(lanes, __builtin_shufflevector(lanes, lanes, 4, 5, 6, 7, 0, 1, 2, 3));
  lanes =
      Min(lanes, __builtin_shufflevector(lanes, lanes, 2, 3, 0, 1, 6, 7, 4, 5));
  return std::min(lanes[0], lanes[1]);
}

Lanes Broadcast(int16_t cost) {
  return Lanes{cost, cost, cost, cost, cost, cost, cost, cost};
}

// A row has a cost for each position in the query, 0 to its number of symbols,
// in front of it a block of kCostLimit that stands for positions before 0.
constexpr size_t kFront = kLanes;

// What the chunks of a candidate cost as any stretch of one query. Made when a
// chunk is first asked for: of the thousands known, a query meets hundreds.
class QueryCosts {
 public:
  QueryCosts(const ChunkCosts& costs, const Symbols& query)
      : costs_(costs),
        query_(WithBorders(query)),
        blocks_(query_.size() / kLanes + 1),
        stride_(kFront + blocks_ * kLanes),
        lengths_(costs.max_query_symbols() + 1),
        slots_(costs.number_count()),
        insertions_(stride_, kCostLimit) {
    for (size_t i = 0; i < query_.size(); ++i) {
      insertions_[kFront + i + 1] = costs.Insertion(query_[i]);
    }
    least_rest_.fill(kCostLimit);
    likely_rest_.fill(kCostLimit);
    FillLearned();
    BoundRests();
  }

  // Rows for stretches of 0, 1, ... symbols, `stride` apart: at position j the
  // cost of the candidate's chunk as the stretch that ends at j. Null if the
  // chunk stands for nothing.
  const int16_t* Closed(Chunk chunk) {
    const uint16_t number = costs_.Number(chunk);
    return number == 0 ? nullptr : Rows(number, chunk);
  }

  // As Closed, of the cheapest chunk that is longer than `prefix`.
  const int16_t* Open(Chunk prefix) {
    if (prefix >= kChunkLimit >> 6) return nullptr;
    const uint16_t number = costs_.OpenNumber(prefix);
    return number == 0 ? nullptr : Rows(number, 0);
  }

  // By position: what the rest of the query will cost at least, and likely.
  const int16_t* least_rest() const { return least_rest_.data(); }
  const int16_t* likely_rest() const { return likely_rest_.data(); }

  size_t size() const { return query_.size(); }
  size_t blocks() const { return blocks_; }
  size_t stride() const { return stride_; }
  size_t lengths() const { return lengths_; }

 private:
  static constexpr uint32_t kNothing = 0xFFFFFFFFu;
  static constexpr size_t kMaxPositions = kMaxNameTokenSymbols + 3;

  struct Slot {
    uint32_t begin = kNothing;  // into rows_
    bool finished = false;      // whether what was never seen is in it
  };

  // From the cheapest way to account for each rest, which no name quite
  // reaches: a cautious bound for what to look at at all, and a likely cost for
  // what to look at first. The factors were chosen on held-out names: the
  // strict bound finds one name in a thousand more, in twice the time.
  void BoundRests() {
    const size_t end = query_.size();
    least_rest_[end] = 0;
    for (size_t begin = end; begin-- > 0;) {
      const NameSymbol symbol = query_[begin];
      int least = std::min<int>(costs_.Insertion(symbol),
                                costs_.LeastSubstitution(symbol)) +
                  least_rest_[begin + 1];
      Chunk chunk = 0;
      for (size_t l = 1; l < lengths_ && begin + l <= end; ++l) {
        chunk = ExtendChunk(chunk, query_[begin + l - 1]);
        least = std::min(least, costs_.Least(chunk) + least_rest_[begin + l]);
      }
      least_rest_[begin] =
          static_cast<int16_t>(std::min<int>(least, kCostLimit));
    }
    for (size_t at = 0; at <= end; ++at) {
      const int least = least_rest_[at];
      const auto symbols = static_cast<int>(end - at);
      least_rest_[at] = Capped(least * 13 / 10 + symbols * kCostPerNat / 4);
      likely_rest_[at] = Capped(least * 2 + symbols * kCostPerNat);
    }
  }

  static int16_t Capped(int cost) {
    return static_cast<int16_t>(std::min<int>(cost, kCostLimit));
  }

  const int16_t* Rows(uint16_t number, Chunk chunk) {
    Slot& slot = slots_[number];
    if (!slot.finished) {
      const bool single = ChunkSize(chunk) == 1;
      if (single) FillUnseen(static_cast<NameSymbol>(chunk), RowsOf(&slot));
      if (slot.begin != kNothing) FillInsertions(RowsOf(&slot));
      slot.finished = true;
    }
    return slot.begin == kNothing ? nullptr : &rows_[slot.begin];
  }

  // Row 0 of a slot at position 0; makes the rows if there are none.
  int16_t* RowsOf(Slot* slot) {
    if (slot->begin == kNothing) {
      slot->begin = static_cast<uint32_t>(rows_.size());
      rows_.resize(rows_.size() + lengths_ * stride_, kCostLimit);
    }
    return &rows_[slot->begin] + kFront;
  }

  // Enters what was learned of every stretch of the query.
  void FillLearned() {
    rows_.reserve(256 * lengths_ * stride_);
    for (size_t length = 0; length < lengths_; ++length) {
      for (size_t end = length; end <= query_.size(); ++end) {
        Chunk chunk = 0;
        for (size_t i = end - length; i < end; ++i) {
          chunk = ExtendChunk(chunk, query_[i]);
        }
        for (const ChunkCosts::Entry& entry : costs_.Entries(chunk)) {
          RowsOf(&slots_[entry.number])[length * stride_ + end] = entry.cost;
        }
      }
    }
  }

  // A single symbol may be silent, or stand for any other.
  void FillUnseen(NameSymbol symbol, int16_t* rows) {
    const int16_t deletion = costs_.Deletion(symbol);
    for (size_t end = 0; end <= query_.size(); ++end) {
      rows[end] = std::min(rows[end], deletion);
    }
    for (size_t end = 1; end <= query_.size(); ++end) {
      int16_t& cost = rows[stride_ + end];
      cost = std::min(cost, costs_.Substitution(symbol, query_[end - 1]));
    }
  }

  // A symbol of the query that stands for nothing goes with the chunk before
  // or behind it.
  void FillInsertions(int16_t* rows) {
    for (size_t length = 1; length < lengths_; ++length) {
      int16_t* const longer = rows + length * stride_;
      const int16_t* const shorter = longer - stride_;
      const int16_t* const inserted = insertions_.data() + kFront;
      for (size_t at = 0; at < blocks_ * kLanes; at += kLanes) {
        const Lanes last = Load(shorter + at - 1) + Load(inserted + at);
        const Lanes first =
            Load(shorter + at) + Load(inserted + at + 1 - length);
        Store(Min(Load(longer + at), Min(last, first)), longer + at);
      }
    }
  }

  const ChunkCosts& costs_;
  const Symbols query_;  // with borders
  const size_t blocks_;
  const size_t stride_;
  const size_t lengths_;
  std::vector<Slot> slots_;  // by chunk number
  std::vector<int16_t> rows_;
  // By position, of the symbol before it.
  std::vector<int16_t> insertions_;
  // Padded to whole blocks.
  std::array<int16_t, kMaxPositions + kLanes> least_rest_;
  std::array<int16_t, kMaxPositions + kLanes> likely_rest_;
};

// One row, without its front, in registers.
template <size_t kBlocks>
struct Row {
  Row() { blocks.fill(Broadcast(kCostLimit)); }

  // The least sum of either row with the costs of the rest.
  static int LeastTotal(const Row& a, const Row& b, const int16_t* rest) {
    Lanes least = Min(a.blocks[0], b.blocks[0]) + Load(rest);
    for (size_t i = 1; i < kBlocks; ++i) {
      least =
          Min(least, Min(a.blocks[i], b.blocks[i]) + Load(rest + i * kLanes));
    }
    return LeastLane(least);
  }

  std::array<Lanes, kBlocks> blocks;
};

template <size_t kBlocks>
class TokenSearch {
 public:
  TokenSearch(const NameTrie& trie, const ChunkCosts& costs,
              const Symbols& query, const TokenSearchOptions& options)
      : trie_(trie), options_(options), query_(costs, query) {
    heads_.fill(-1);
  }

  std::vector<FoundToken> Run() {
    // Before the first border nothing is spelled.
    states_.push_back({0, 0, 0, -1});
    rows_.assign(query_.stride(), kCostLimit);
    rows_[kFront] = 0;
    Visit(NameTrie::kRoot, 0);
    for (bucket_ = 0; bucket_ < heads_.size(); ++bucket_) {
      while (heads_[bucket_] >= 0) {
        const auto state = static_cast<uint32_t>(heads_[bucket_]);
        heads_[bucket_] = states_[state].next;
        if (states_[state].bound > worst_) continue;
        const uint32_t node = states_[state].node;
        for (uint32_t c = 0; c < trie_.ChildCount(node); ++c) {
          Visit(trie_.FirstChild(node) + c, state);
        }
        if (visited_ > options_.max_nodes) return std::move(found_);
      }
    }
    return std::move(found_);
  }

 private:
  static constexpr int kBucketShift = 3;

  struct State {
    uint32_t node;
    uint32_t parent;
    int32_t bound;
    int32_t next;  // in the same bucket, or -1
  };

  const int16_t* RowOf(uint32_t state) const {
    return &rows_[state * query_.stride()];
  }

  // Works a node's row out from those of its ancestors, and keeps it if it can
  // still lead to a token worth returning.
  void Visit(uint32_t node, uint32_t parent) {
    ++visited_;
    Row<kBlocks> closed;
    Row<kBlocks> open;
    const Chunk tail = trie_.Tail(node);
    uint32_t ancestor = parent;
    for (size_t k = 1; k <= kMaxChunkSymbols; ++k) {
      const Chunk chunk = tail & ((Chunk{1} << (6 * k)) - 1);
      if (k > 1 && chunk < (Chunk{1} << (6 * (k - 1)))) break;
      Relax(ancestor, query_.Closed(chunk), &closed);
      Relax(ancestor, query_.Open(chunk), &open);
      if (ancestor == 0) break;
      ancestor = states_[ancestor].parent;
    }
    if (trie_.IsEnd(node)) {
      int16_t row[kBlocks * kLanes];
      std::memcpy(row, &closed.blocks, sizeof(row));
      Offer(trie_.Token(node), row[query_.size()]);
      return;
    }
    const int bound =
        Row<kBlocks>::LeastTotal(closed, open, query_.least_rest());
    if (bound > worst_) return;
    const int likely =
        Row<kBlocks>::LeastTotal(closed, open, query_.likely_rest());
    Push(node, parent, bound, likely, closed);
  }

  void Push(uint32_t node, uint32_t parent, int bound, int likely,
            const Row<kBlocks>& row) {
    const size_t bucket =
        std::max(bucket_, static_cast<size_t>(likely) >> kBucketShift);
    int32_t& head = heads_[bucket];
    states_.push_back({node, parent, bound, head});
    head = static_cast<int32_t>(states_.size() - 1);
    const size_t begin = rows_.size();
    rows_.resize(begin + kFront + kBlocks * kLanes);
    Store(Broadcast(kCostLimit), &rows_[begin]);
    std::memcpy(&rows_[begin + kFront], &row.blocks, sizeof(row.blocks));
  }

  void Relax(uint32_t ancestor, const int16_t* chunk_rows, Row<kBlocks>* row) {
    if (chunk_rows == nullptr) return;
    const int16_t* const from = RowOf(ancestor) + kFront;
    for (size_t length = 0; length < query_.lengths(); ++length) {
      const int16_t* const costs =
          chunk_rows + length * query_.stride() + kFront;
      for (size_t b = 0; b < kBlocks; ++b) {
        const size_t at = b * kLanes;
        row->blocks[b] =
            Min(row->blocks[b], Load(from + at - length) + Load(costs + at));
      }
    }
  }

  void Offer(uint32_t token, int cost) {
    if (cost > worst_ || cost > options_.max_cost) return;
    const FoundToken found = {token, cost};
    found_.insert(std::upper_bound(found_.begin(), found_.end(), found, Less),
                  found);
    if (found_.size() > options_.limit) found_.pop_back();
    if (found_.size() == options_.limit) worst_ = found_.back().cost;
    worst_ = std::min(worst_, found_.front().cost + options_.max_above_best);
  }

  static bool Less(const FoundToken& a, const FoundToken& b) {
    return a.cost != b.cost ? a.cost < b.cost : a.token < b.token;
  }

  const NameTrie& trie_;
  const TokenSearchOptions& options_;
  QueryCosts query_;
  std::vector<State> states_;
  std::vector<int16_t> rows_;  // by state
  // States by bound, the last one first; a bound is at most kCostLimit.
  std::array<int32_t, (kCostLimit >> kBucketShift) + 1> heads_;
  std::vector<FoundToken> found_;
  int worst_ = kCostLimit - 1;
  size_t visited_ = 0;
  size_t bucket_ = 0;
};

}  // namespace

std::vector<FoundToken> SearchTokens(const NameTrie& trie,
                                     const ChunkCosts& costs,
                                     const Symbols& query,
                                     const TokenSearchOptions& options) {
  if (trie.empty() || query.empty() || options.limit == 0) return {};
  switch ((query.size() + 2) / kLanes) {
    case 0:
      return TokenSearch<1>(trie, costs, query, options).Run();
    case 1:
      return TokenSearch<2>(trie, costs, query, options).Run();
    case 2:
      return TokenSearch<3>(trie, costs, query, options).Run();
    case 3:
      return TokenSearch<4>(trie, costs, query, options).Run();
    default:
      return TokenSearch<5>(trie, costs, query, options).Run();
  }
}

int TokenDistance(const ChunkCosts& costs, const Symbols& candidate,
                  const Symbols& query, int max_cost) {
  const NameTrie trie({candidate});
  TokenSearchOptions options;
  options.limit = 1;
  options.max_cost = max_cost;
  const auto found = SearchTokens(trie, costs, query, options);
  return found.empty() ? kCostLimit : found[0].cost;
}

}  // namespace isnad
