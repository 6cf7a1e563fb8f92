#ifndef ISNAD_INGEST_SERVICE_DECODE_HTML_SOURCE_H_
#define ISNAD_INGEST_SERVICE_DECODE_HTML_SOURCE_H_

#include <gumbo.h>

#include <cstddef>

#include "absl/strings/string_view.h"
#include "ingest_service/decode/alignment.h"

namespace isnad {

// Finds the bytes of a page from which each character of a text node was read.
// The parser says where the node begins and ends in the page; between the two
// stand the characters themselves, character references, line ends that became
// one, and tags that the parser passed over.
class SourceOfText {
 public:
  SourceOfText(absl::string_view html, const GumboText& node);

  // Returns the bytes of the next character of the node; an empty range at the
  // place reached where they cannot be told. Ranges follow each other.
  // REQUIRES: called for each character in turn.
  SourceRange Next(absl::string_view character);

 private:
  absl::string_view Rest() const { return html_.substr(at_, end_ - at_); }
  size_t ReferenceLength(absl::string_view character) const;

  const absl::string_view html_;
  size_t at_ = 0;
  size_t end_ = 0;
  // Whether the last character came from a reference, which may be of two.
  bool after_reference_ = false;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_DECODE_HTML_SOURCE_H_
