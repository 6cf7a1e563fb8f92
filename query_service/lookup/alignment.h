#ifndef ISNAD_QUERY_SERVICE_LOOKUP_ALIGNMENT_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_ALIGNMENT_H_

#include <cstdint>

#include "isnad/v1/document.pb.h"

namespace isnad {

// A half-open range of bytes of a document's source.
struct SourceRange {
  int64_t start = 0;
  int64_t end = 0;
};

// Returns the source bytes from which a span of the text was read. The span
// must lie within the text. Text between two segments counts as read from the
// source between them.
SourceRange SourceOfSpan(const v1::Document& document, const v1::Span& span);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_ALIGNMENT_H_
