#ifndef ISNAD_INGEST_SERVICE_RELATE_SPEECH_VERBS_H_
#define ISNAD_INGEST_SERVICE_RELATE_SPEECH_VERBS_H_

#include "ingest_service/relate/document_context.h"

namespace isnad {

// Whether a word says that somebody says something: a verb of saying, its
// participle or a phrase for it, which nothing negates.
bool IsSaying(const DocumentContext& context, ItemRange sentence, uint32_t i);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_SPEECH_VERBS_H_
