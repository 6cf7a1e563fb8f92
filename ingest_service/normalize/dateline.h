#ifndef ISNAD_INGEST_SERVICE_NORMALIZE_DATELINE_H_
#define ISNAD_INGEST_SERVICE_NORMALIZE_DATELINE_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "ingest_service/normalize/normalized_text.h"

namespace isnad {

// Returns the end of the dateline with which the line of tokens
// [begin, end) opens, `begin` if it has none. A dateline is
//   up to four words, an agency in brackets, a dash or colon
//   up to four words, a dash, an agency, and no more than a date
//   a known place, a dash, and a sentence
uint32_t DatelineEnd(absl::string_view folded, const std::vector<Token>& tokens,
                     uint32_t begin, uint32_t end);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_NORMALIZE_DATELINE_H_
