// Names that depend on nothing but what they name, so that reading the same
// document again gives the same names.
//
//   documents/{D}                   D: the caller's, else the first 32
//                                   hexadecimal digits of SHA-256 of the source
//   documents/{D}/mentions/{M}      M: first byte of the span, 8 hexadecimal
//                                   digits; mentions never overlap
//   documents/{D}/decisions/{F}     F: 16 hexadecimal digits, the hash of the
//   documents/{D}/figures/{F}       kind, the spans and the key fields; a
//   documents/{D}/statements/{F}    number follows where facts of a document
//   documents/{D}/relations/{F}     agree in all, or their hashes do
//
// The hash need not withstand who chooses texts so that hashes agree: their
// facts are then told apart by the number.
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

// Sets the names of all decisions, figures, statements and relations of an
// analysis whose document has its name.
void SetFactNames(v1::Analysis& analysis);

// Likewise those of mentions.
void SetMentionNames(v1::Analysis& analysis);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_PIPELINE_FACT_IDS_H_
