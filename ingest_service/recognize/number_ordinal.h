#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_NUMBER_ORDINAL_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_NUMBER_ORDINAL_H_

#include <cstdint>

#include "absl/types/optional.h"
#include "ingest_service/recognize/quantity_text.h"

namespace isnad {

// A rank in words.
struct Ordinal {
  uint32_t token_begin = 0;
  uint32_t token_end = 0;
  int32_t rank = 0;
  // Has the article.
  bool definite = false;
};

// Reads the longest rank that begins at a token, clitics before it allowed:
// "third", "the eleventh", "the twenty-first", "the hundred and fifth". A
// number with the article is a rank only as part of a compound.
absl::optional<Ordinal> ReadOrdinal(const QuantityText& text, uint32_t i);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_NUMBER_ORDINAL_H_
