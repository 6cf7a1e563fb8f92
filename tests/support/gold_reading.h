#ifndef ISNAD_TESTS_SUPPORT_GOLD_READING_H_
#define ISNAD_TESTS_SUPPORT_GOLD_READING_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ingest_service/catalog/catalog.h"
#include "ingest_service/normalize/normalized_text.h"
#include "ingest_service/recognize/reading.h"

namespace isnad {

// Builds the Reading that a gold file describes, so that fact reading can be
// measured with perfect mentions and quantities. `json` is a NAME.gold.json;
// an id that the catalog does not have becomes a discovered entity. The
// quantities live in `quantities`.
absl::StatusOr<Reading> ReadGold(absl::string_view json,
                                 const NormalizedText& text,
                                 const Catalog& catalog,
                                 QuantityMessages& quantities);

}  // namespace isnad

#endif  // ISNAD_TESTS_SUPPORT_GOLD_READING_H_
