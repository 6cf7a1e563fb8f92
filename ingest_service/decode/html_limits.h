#ifndef ISNAD_INGEST_SERVICE_DECODE_HTML_LIMITS_H_
#define ISNAD_INGEST_SERVICE_DECODE_HTML_LIMITS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace isnad {

// Refuses pages that no browser would show and that would cost the parser
// quadratic time or all of the stack: elements nested too deeply, or too many
// tags while many elements are open. Reads tags only, without building a tree.
// Errors: DOCUMENT_TOO_LARGE.
absl::Status CheckHtmlLimits(absl::string_view html);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_DECODE_HTML_LIMITS_H_
