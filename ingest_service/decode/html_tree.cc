#include "ingest_service/decode/html_tree.h"

#include <gumbo.h>

#include <functional>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace isnad {
namespace {

const GumboVector* ChildrenOf(const GumboNode& node) {
  switch (node.type) {
    case GUMBO_NODE_DOCUMENT:
      return &node.v.document.children;
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE:
      return &node.v.element.children;
    default:
      return nullptr;
  }
}

// Errors would only be thrown away; a page of "<" has millions.
GumboOptions ParseOptions() {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  return options;
}

}  // namespace

HtmlTree::HtmlTree(absl::string_view html)
    : html_(html),
      options_(ParseOptions()),
      output_(gumbo_parse_with_options(&options_, html.data(), html.size())) {}

HtmlTree::~HtmlTree() { gumbo_destroy_output(&options_, output_); }

void WalkTree(const GumboNode& root,
              const std::function<bool(const GumboNode&)>& enter,
              const std::function<void(const GumboNode&)>& leave) {
  // Nodes whose children are being visited, with the next child.
  std::vector<std::pair<const GumboNode*, unsigned>> open;
  const auto visit = [&](const GumboNode& node) {
    if (enter(node) && ChildrenOf(node) != nullptr) {
      open.emplace_back(&node, 0);
    } else {
      leave(node);
    }
  };
  visit(root);
  while (!open.empty()) {
    const GumboNode& node = *open.back().first;
    const GumboVector& children = *ChildrenOf(node);
    if (open.back().second == children.length) {
      open.pop_back();
      leave(node);
      continue;
    }
    const unsigned next = open.back().second++;
    visit(*static_cast<const GumboNode*>(children.data[next]));
  }
}

absl::string_view AttributeOf(const GumboNode& node, const char* name) {
  if (node.type != GUMBO_NODE_ELEMENT) return "";
  const GumboAttribute* attribute =
      gumbo_get_attribute(&node.v.element.attributes, name);
  return attribute == nullptr ? "" : attribute->value;
}

bool IsElement(const GumboNode& node, GumboTag tag) {
  return node.type == GUMBO_NODE_ELEMENT && node.v.element.tag == tag;
}

}  // namespace isnad
