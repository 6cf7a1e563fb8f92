// Names that depend on nothing but what they name, so that reading the same
// document again gives the same names.
//
//   documents/{D}                   D: the caller's, else the first 32
//                                   hexadecimal digits of SHA-256 of the source
//   documents/{D}/mentions/{M}      M: first byte of the span, 8 hexadecimal
//                                   digits; mentions never overlap
//   documents/{D}/decisions/{F}     F: first 16 hexadecimal digits of SHA-256
//   documents/{D}/figures/{F}       of the kind, the spans and the key fields,
//   documents/{D}/statements/{F}    each after its length; a number follows
//   documents/{D}/relations/{F}     where facts of a document agree in all
#ifndef ISNAD_INGEST_SERVICE_PIPELINE_FACT_IDS_H_
#define ISNAD_INGEST_SERVICE_PIPELINE_FACT_IDS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "isnad/v1/analysis.pb.h"

namespace isnad {

// Returns the name of a document without a name of its own, from the SHA-256
// of its source (32 bytes).
std::string DocumentNameOf(absl::string_view sha256);

// Whether `name` is `documents/` and 1 to 128 of [A-Za-z0-9._~-], but not "-"
// alone, which stands for all documents.
bool IsDocumentName(absl::string_view name);

// Sets the names of all mentions, decisions, figures, statements and relations
// of an analysis whose document has its name.
void SetFactNames(v1::Analysis& analysis);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_PIPELINE_FACT_IDS_H_
