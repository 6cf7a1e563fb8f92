#ifndef ISNAD_CLIENT_CLI_SOURCE_TEXT_H_
#define ISNAD_CLIENT_CLI_SOURCE_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "isnad/v1/fact.pb.h"

namespace isnad {

// A stretch of a text that is marked as one thing.
struct TextMark {
  // Whole characters of the text.
  v1::Span span;
  // Classes of its element.
  std::string classes;
};

// A sentence of a text that states facts.
struct MarkedSentence {
  v1::Span span;
  // Attributes of its element, escaped, with a space before each.
  std::string attributes;
  // HTML put inside its element, behind its text.
  std::string note;
};

// Returns a text as HTML paragraphs, a line each, with sentences as <mark> and
// marks inside or outside of them as <span>. Marks may overlap: each piece of
// text gets the classes of all that hold it. Sentences that overlap an earlier
// one, and spans that are no whole characters of the text, are left out, since
// a document may be older than what is said of it.
std::string SourceTextHtml(absl::string_view text,
                           std::vector<MarkedSentence> sentences,
                           const std::vector<TextMark>& marks);

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_SOURCE_TEXT_H_
