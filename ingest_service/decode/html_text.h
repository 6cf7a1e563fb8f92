#ifndef ISNAD_INGEST_SERVICE_DECODE_HTML_TEXT_H_
#define ISNAD_INGEST_SERVICE_DECODE_HTML_TEXT_H_

#include <string>
#include <vector>

#include "ingest_service/decode/html_tree.h"
#include "isnad/v1/document.pb.h"

namespace isnad {

// The readable text of a page.
struct HtmlText {
  // Blocks are separated by an empty line, list items, table rows and <br> by a
  // line break; other runs of white space are one space, save in <pre>.
  std::string text;
  // With the page's UTF-8. Line breaks between blocks come from no byte.
  std::vector<v1::AlignmentSegment> alignment;
};

// Reads the text of a page. Left out are what is not shown (scripts, styles,
// templates, hidden elements), what is not text (forms' controls, drawings,
// frames), and navigation (<nav>, <aside>, <menu>, role=navigation, and a
// <footer> outside of an article).
HtmlText ExtractText(const HtmlTree& tree);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_DECODE_HTML_TEXT_H_
