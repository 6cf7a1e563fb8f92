#include "common/names/name_trie.h"

#include <utility>

namespace isnad {
namespace {

// The tokens below a node: those of [begin, end), of which `depth` letters are
// spelled by the path.
struct Range {
  uint32_t begin;
  uint32_t end;
};

}  // namespace

NameTrie::NameTrie(const std::vector<Symbols>& tokens) {
  if (tokens.empty()) return;
  std::vector<Node> nodes;
  // Level by level, so that siblings are neighbours.
  std::vector<Range> level = {{0, static_cast<uint32_t>(tokens.size())}};
  nodes.push_back({0, Chunk{kNameBorder} << 8});
  uint32_t first_of_level = 0;
  for (size_t depth = 0; !level.empty(); ++depth) {
    std::vector<Range> next;
    const auto first_of_next = static_cast<uint32_t>(nodes.size());
    for (size_t i = 0; i < level.size(); ++i) {
      const auto parent = static_cast<uint32_t>(first_of_level + i);
      const Range range = level[i];
      if (range.begin == range.end) continue;  // an end
      nodes[parent].first = static_cast<uint32_t>(nodes.size());
      uint32_t children = 0;
      for (uint32_t t = range.begin; t < range.end;) {
        const bool ends = tokens[t].size() == depth;
        const NameSymbol symbol = ends ? kNameBorder : tokens[t][depth];
        uint32_t same = t + 1;
        while (!ends && same < range.end && tokens[same][depth] == symbol) {
          ++same;
        }
        const Chunk tail = ExtendChunk(TailOf(nodes[parent]), symbol) &
                           static_cast<Chunk>(kChunkLimit - 1);
        nodes.push_back({t, tail << 8});
        next.push_back(ends ? Range{t, t} : Range{t, same});
        ++children;
        t = same;
      }
      nodes[parent].tail_and_count |= children;
    }
    first_of_level = first_of_next;
    level = std::move(next);
  }
  nodes_ = FrozenArray<Node>(std::move(nodes));
}

}  // namespace isnad
