#ifndef ISNAD_INGEST_SERVICE_RELATE_ASIDES_H_
#define ISNAD_INGEST_SERVICE_RELATE_ASIDES_H_

#include "absl/container/inlined_vector.h"
#include "ingest_service/relate/document_context.h"

namespace isnad {

// What is put into a sentence beside what it says, in order, never overlapping:
//   «(...)», «- ... -»
//   «, which is ..., », «, such as ..., », «, within a week of ..., »
//   «X, the largest ..., »
//   «which counts as the largest» before «by 17 %» or «to 4 billion», unless
//   itself says what rose or fell
using Asides = absl::InlinedVector<ItemRange, 4>;

// Finds the asides of a sentence. Linear.
Asides ReadAsides(const DocumentContext& context, ItemRange sentence);

// Returns the begin of the aside that holds `item` and not `seen_from`; `item`
// itself if there is none. Linear in the asides, of which there are few.
uint32_t BeginOfAside(const Asides& asides, uint32_t item, uint32_t seen_from);

// Whether an aside holds `item` and not `seen_from`. Linear in the asides.
inline bool IsInAside(const Asides& asides, uint32_t item, uint32_t seen_from) {
  for (const ItemRange& aside : asides) {
    if (aside.Contains(item)) return !aside.Contains(seen_from);
  }
  return false;
}

// Returns the end of the aside that begins at `item`; `item` itself if none
// does. Linear in the asides.
uint32_t EndOfAside(const Asides& asides, uint32_t item);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_ASIDES_H_
