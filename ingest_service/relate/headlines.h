#ifndef ISNAD_INGEST_SERVICE_RELATE_HEADLINES_H_
#define ISNAD_INGEST_SERVICE_RELATE_HEADLINES_H_

#include <cstdint>

#include "ingest_service/relate/document_context.h"

namespace isnad {

// Whether the words of a sentence before a colon may be those of who speaks:
// they end with a name, a platform or a source («Reuters from a diplomat»), or
// few of them stand before a quotation («X to the press», «X, angry»).
// `begin` and `colon` are items of one sentence.
bool EndsSpeaker(const DocumentContext& context, uint32_t begin,
                 uint32_t colon);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_HEADLINES_H_
