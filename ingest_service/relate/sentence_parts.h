#ifndef ISNAD_INGEST_SERVICE_RELATE_SENTENCE_PARTS_H_
#define ISNAD_INGEST_SERVICE_RELATE_SENTENCE_PARTS_H_

#include "absl/types/optional.h"
#include "ingest_service/relate/asides.h"
#include "ingest_service/relate/clauses.h"

namespace isnad {

// The clauses and asides of one sentence, each read when first asked for. Views
// the context, which must outlive it. Not thread-safe.
class SentenceParts {
 public:
  SentenceParts(const DocumentContext& context, ItemRange sentence)
      : context_(context), sentence_(sentence) {}

  // The clause that holds an item. REQUIRES: the sentence does. Logarithmic.
  ItemRange ClauseAt(uint32_t item);

  const Asides& AllAsides() {
    if (!asides_.has_value()) asides_ = ReadAsides(context_, sentence_);
    return *asides_;
  }

 private:
  const DocumentContext& context_;
  const ItemRange sentence_;
  Clauses clauses_;
  absl::optional<Asides> asides_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_SENTENCE_PARTS_H_
