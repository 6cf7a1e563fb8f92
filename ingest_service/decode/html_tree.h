#ifndef ISNAD_INGEST_SERVICE_DECODE_HTML_TREE_H_
#define ISNAD_INGEST_SERVICE_DECODE_HTML_TREE_H_

#include <gumbo.h>

#include <functional>

#include "absl/strings/string_view.h"

namespace isnad {

// Owns the parse tree of a page; views its bytes, which must outlive it.
class HtmlTree {
 public:
  // REQUIRES: `html` is valid UTF-8 and passed CheckHtmlLimits().
  explicit HtmlTree(absl::string_view html);
  ~HtmlTree();
  HtmlTree(const HtmlTree&) = delete;
  HtmlTree& operator=(const HtmlTree&) = delete;

  const GumboNode& root() const { return *output_->root; }
  absl::string_view html() const { return html_; }

 private:
  const absl::string_view html_;
  const GumboOptions options_;
  GumboOutput* const output_;
};

// Calls `enter` for each node below and including `root`, in document order,
// and `leave` for it after its children. Children are passed over where
// `enter` returns false. Needs no stack for deep trees.
void WalkTree(const GumboNode& root,
              const std::function<bool(const GumboNode&)>& enter,
              const std::function<void(const GumboNode&)>& leave);

// Returns the value of an attribute, empty if the node has none.
absl::string_view AttributeOf(const GumboNode& node, const char* name);

// Whether the node is an element with this tag.
bool IsElement(const GumboNode& node, GumboTag tag);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_DECODE_HTML_TREE_H_
