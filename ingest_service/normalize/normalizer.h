#ifndef ISNAD_INGEST_SERVICE_NORMALIZE_NORMALIZER_H_
#define ISNAD_INGEST_SERVICE_NORMALIZE_NORMALIZER_H_

#include "absl/strings/string_view.h"
#include "common/text/fold.h"
#include "ingest_service/normalize/normalized_text.h"

namespace isnad {

// Folds a text, splits it into tokens and sentences, and keeps the alignment
// between the two. One pass, linear in the text. Datelines and boilerplate are
// known by phrases folded with every step: under a table that leaves steps out
// those that it spells otherwise are not marked. Thread-safe.
//
//   Normalizer normalizer(DefaultFoldTable());
//   NormalizedText normalized = normalizer.Normalize(document_text);
class Normalizer {
 public:
  // `table` must outlive the normalizer and all it makes.
  explicit Normalizer(const FoldTable& table) : table_(table) {}

  // Normalizes `text`, which must be valid UTF-8 and outlive the result.
  // REQUIRES: text.size() < 2^31.
  NormalizedText Normalize(absl::string_view text) const;

 private:
  const FoldTable& table_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_NORMALIZE_NORMALIZER_H_
