#ifndef ISNAD_TESTS_REFERENCE_SLOW_NORMALIZER_H_
#define ISNAD_TESTS_REFERENCE_SLOW_NORMALIZER_H_

#include "absl/strings/string_view.h"
#include "ingest_service/normalize/normalized_text.h"

namespace isnad {

// Folds and tokenizes as `ScanText` with the default table should, one
// character after the other, with no table, no fast path and no buffer.
NormalizedText::Parts SlowScanText(absl::string_view text);

}  // namespace isnad

#endif  // ISNAD_TESTS_REFERENCE_SLOW_NORMALIZER_H_
