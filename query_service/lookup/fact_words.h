#ifndef ISNAD_QUERY_SERVICE_LOOKUP_FACT_WORDS_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_FACT_WORDS_H_

#include "absl/strings/string_view.h"
#include "isnad/v1/fact.pb.h"

namespace isnad {

// Set `evidence.sentence_text` and `quote_text` from the text of the fact's
// document; a span outside it gives nothing.
void AddWords(absl::string_view text, v1::Decision& decision);
void AddWords(absl::string_view text, v1::Figure& figure);
void AddWords(absl::string_view text, v1::Statement& statement);
void AddWords(absl::string_view text, v1::Relation& relation);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_FACT_WORDS_H_
