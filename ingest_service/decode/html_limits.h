#ifndef ISNAD_INGEST_SERVICE_DECODE_HTML_LIMITS_H_
#define ISNAD_INGEST_SERVICE_DECODE_HTML_LIMITS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace isnad {

// Refuses pages that nobody wrote to be read and that would cost the parser
// quadratic time, gigabytes or all of the stack: too many tags, elements nested
// too deeply, many tags while many elements are open, or many attributes in
// one. Reads tags only, without building a tree.
// Errors: DOCUMENT_TOO_LARGE.
absl::Status CheckHtmlLimits(absl::string_view html);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_DECODE_HTML_LIMITS_H_
