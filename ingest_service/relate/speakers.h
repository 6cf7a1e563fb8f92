#ifndef ISNAD_INGEST_SERVICE_RELATE_SPEAKERS_H_
#define ISNAD_INGEST_SERVICE_RELATE_SPEAKERS_H_

#include "ingest_service/relate/document_context.h"

namespace isnad {

// Reads who speaks from the words around a verb of saying or behind "according
// to": a person, a spokesman for his firm, unnamed sources, an outlet, and
// through whom («to Reuters», «in an interview with CNBC», «Reuters, citing
// ...»). Returns an empty chain where nobody is named.
Chain ReadSpeakers(const DocumentContext& context, ItemRange region);

// The subject that stands before a verb or participle at `verb`: the nearest
// name or noun of speakers that no preposition or noun governs. Looks back to
// `begin` at most.
Chain SubjectBefore(const DocumentContext& context, uint32_t begin,
                    uint32_t verb);

// Whether an item is governed by a preposition, written or joined to it. Looks
// over generic heads ("the company X") and quotation marks.
bool IsGoverned(const DocumentContext& context, uint32_t begin, uint32_t item);

// Whether a chain names anybody.
bool NamesSomeone(const Chain& chain);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_SPEAKERS_H_
