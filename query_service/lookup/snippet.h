#ifndef ISNAD_QUERY_SERVICE_LOOKUP_SNIPPET_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_SNIPPET_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "isnad/v1/document.pb.h"
#include "query_service/store/store_reader.h"

namespace isnad {

// The place of a text that shows why it matches.
struct Snippet {
  // Whole words around the first match; at most about 600 bytes. The start of
  // the text where nothing matches.
  v1::Span span;
  // Matched words within it, in text order.
  std::vector<v1::Span> highlights;
};

// Finds the place. Reads the text no further than it must; never cuts a
// character.
Snippet MakeSnippet(absl::string_view text, const SearchTerms& terms);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_SNIPPET_H_
