#ifndef ISNAD_COMMON_NAMES_NAME_TRIE_H_
#define ISNAD_COMMON_NAMES_NAME_TRIE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "common/base/frozen_array.h"
#include "common/names/chunk.h"

namespace isnad {

// The different tokens of many names as a tree of their letters, borders
// included, so that tokens which begin alike are compared with a query once.
// Eight bytes a node. Immutable, thread-safe.
class NameTrie {
 public:
  // The root stands for the border before the first letter.
  static constexpr uint32_t kRoot = 0;

  NameTrie() = default;

  // `tokens` are without borders, sorted and all different; a token's number is
  // its index.
  explicit NameTrie(const std::vector<Symbols>& tokens);

  bool empty() const { return nodes_.empty(); }

  // The node's symbol and up to two before it, as a chunk.
  Chunk Tail(uint32_t node) const { return TailOf(nodes_[node]); }

  // Whether the node stands for the border behind the last letter.
  bool IsEnd(uint32_t node) const { return ChildCount(node) == 0; }

  // Number of the token that ends here. REQUIRES: IsEnd(node).
  uint32_t Token(uint32_t node) const { return nodes_[node].first; }

  // Children are consecutive nodes.
  uint32_t FirstChild(uint32_t node) const { return nodes_[node].first; }
  uint32_t ChildCount(uint32_t node) const {
    return nodes_[node].tail_and_count & 0xFF;
  }

  size_t memory_bytes() const { return nodes_.memory_bytes(); }

  // As FrozenArray has them.
  absl::string_view bytes() const { return nodes_.bytes(); }
  void MoveTo(absl::string_view copy) { nodes_.MoveTo(copy); }

 private:
  struct Node {
    uint32_t first;           // first child or, at an end, the token
    uint32_t tail_and_count;  // chunk of 18 bits, number of children of 8
  };

  static Chunk TailOf(const Node& node) { return node.tail_and_count >> 8; }

  FrozenArray<Node> nodes_;
};

}  // namespace isnad

#endif  // ISNAD_COMMON_NAMES_NAME_TRIE_H_
