#include "ingest_service/relate/sentence_parts.h"

#include <algorithm>

#include "common/base/check.h"

namespace isnad {

ItemRange SentenceParts::ClauseAt(uint32_t item) {
  if (clauses_.empty()) clauses_ = ReadClauses(context_, sentence_);
  const auto after = std::upper_bound(
      clauses_.begin(), clauses_.end(), item,
      [](uint32_t value, const ItemRange& r) { return value < r.begin; });
  ISNAD_CHECK(after != clauses_.begin());
  return *(after - 1);
}

}  // namespace isnad
