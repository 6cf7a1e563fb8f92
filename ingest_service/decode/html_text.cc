#include "ingest_service/decode/html_text.h"

#include <gumbo.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "common/text/utf8.h"
#include "ingest_service/decode/alignment.h"
#include "ingest_service/decode/html_source.h"
#include "ingest_service/decode/html_tree.h"

namespace isnad {
namespace {

enum class Break { kNone, kSpace, kLine, kParagraph };

Break BreakOf(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_BR:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
      return Break::kLine;
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
      return Break::kSpace;
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_UL:
      return Break::kParagraph;
    default:
      return Break::kNone;
  }
}

bool IsLeftOut(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_VIDEO:
      return true;
    default:
      return false;
  }
}

bool IsHidden(const GumboNode& node) {
  if (gumbo_get_attribute(&node.v.element.attributes, "hidden") != nullptr ||
      AttributeOf(node, "aria-hidden") == "true") {
    return true;
  }
  const absl::string_view role = AttributeOf(node, "role");
  if (role == "navigation" || role == "search") return true;
  const std::string style =
      absl::StrReplaceAll(AttributeOf(node, "style"), {{" ", ""}});
  return absl::StrContains(absl::AsciiStrToLower(style), "display:none");
}

// Collects the text of nodes in document order.
class TextCollector {
 public:
  explicit TextCollector(absl::string_view html) : html_(html) {}

  bool Enter(const GumboNode& node) {
    switch (node.type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE:
        AddText(node.v.text);
        return false;
      case GUMBO_NODE_DOCUMENT:
        return true;
      case GUMBO_NODE_ELEMENT:
        return EnterElement(node);
      default:
        return false;
    }
  }

  void Leave(const GumboNode& node) {
    if (node.type != GUMBO_NODE_ELEMENT) return;
    Require(BreakOf(node.v.element.tag));
    articles_ -= IsElement(node, GUMBO_TAG_ARTICLE) ? 1 : 0;
    preformatted_ -= IsElement(node, GUMBO_TAG_PRE) ? 1 : 0;
  }

  HtmlText Finish() {
    result_.alignment = alignment_.Build();
    return std::move(result_);
  }

 private:
  bool EnterElement(const GumboNode& node) {
    const GumboTag tag = node.v.element.tag;
    // Counted before anything is left out: Leave() is called in any case.
    articles_ += IsElement(node, GUMBO_TAG_ARTICLE) ? 1 : 0;
    preformatted_ += IsElement(node, GUMBO_TAG_PRE) ? 1 : 0;
    Require(BreakOf(tag));
    const bool page_footer = tag == GUMBO_TAG_FOOTER && articles_ == 0;
    return !IsLeftOut(tag) && !page_footer && !IsHidden(node);
  }

  // Something must stand between what came and what comes.
  void Require(Break wanted) { pending_ = std::max(pending_, wanted); }

  void AddText(const GumboText& node) {
    SourceOfText source(html_, node);
    const absl::string_view text = node.text;
    for (size_t position = 0; position < text.size();) {
      const size_t begin = position;
      // The parser lets numbers of references overflow into bytes that are no
      // character.
      const bool replaced =
          NextCodePoint(text, position) == kReplacementCharacter;
      const absl::string_view character =
          replaced ? "\uFFFD" : text.substr(begin, position - begin);
      AddCharacter(character, source.Next(character));
    }
  }

  void AddCharacter(absl::string_view character, SourceRange source) {
    const bool space =
        absl::ascii_isspace(static_cast<unsigned char>(character[0]));
    if (space && preformatted_ > 0) {
      Require(character == "\n" ? Break::kLine : Break::kSpace);
      return;
    }
    if (space) {
      if (pending_ == Break::kNone) space_ = source;
      Require(Break::kSpace);
      return;
    }
    WriteBreak(source.begin);
    Write(character, source);
  }

  void WriteBreak(int64_t source_begin) {
    if (!result_.text.empty()) {
      switch (pending_) {
        case Break::kNone:
          break;
        case Break::kSpace:
          Write(" ", space_);
          break;
        case Break::kLine:
          Write("\n", {source_begin, source_begin});
          break;
        case Break::kParagraph:
          Write("\n\n", {source_begin, source_begin});
          break;
      }
    }
    pending_ = Break::kNone;
    space_ = {source_begin, source_begin};
  }

  void Write(absl::string_view bytes, SourceRange source) {
    // Elements moved by the parser come out of order; their bytes are then
    // taken for inserted, so that the alignment never runs backwards.
    const int64_t begin = std::max(source.begin, written_);
    const int64_t end = std::max(source.end, begin);
    result_.text.append(bytes.data(), bytes.size());
    alignment_.Add(bytes.size(), static_cast<size_t>(begin),
                   static_cast<size_t>(end - begin));
    written_ = end;
  }

  const absl::string_view html_;
  HtmlText result_;
  AlignmentBuilder alignment_;
  Break pending_ = Break::kNone;
  SourceRange space_;    // the white space that is pending
  int64_t written_ = 0;  // end of the source bytes in `result_`
  int articles_ = 0;     // open <article> elements
  int preformatted_ = 0;
};

}  // namespace

HtmlText ExtractText(const HtmlTree& tree) {
  TextCollector collector(tree.html());
  WalkTree(
      tree.root(),
      [&collector](const GumboNode& node) { return collector.Enter(node); },
      [&collector](const GumboNode& node) { collector.Leave(node); });
  return collector.Finish();
}

}  // namespace isnad
