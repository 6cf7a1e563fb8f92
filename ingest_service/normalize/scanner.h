#ifndef ISNAD_INGEST_SERVICE_NORMALIZE_SCANNER_H_
#define ISNAD_INGEST_SERVICE_NORMALIZE_SCANNER_H_

#include "absl/strings/string_view.h"
#include "common/text/fold.h"
#include "ingest_service/normalize/normalized_text.h"

namespace isnad {

// Folds `text` and splits it into tokens; leaves `sentences` empty. One pass,
// without allocation for each token.
// REQUIRES: `text` is valid UTF-8 of less than 2^31 bytes.
NormalizedText::Parts ScanText(absl::string_view text, const FoldTable& table);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_NORMALIZE_SCANNER_H_
