#ifndef ISNAD_INGEST_SERVICE_NORMALIZE_BOILERPLATE_H_
#define ISNAD_INGEST_SERVICE_NORMALIZE_BOILERPLATE_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "ingest_service/normalize/normalized_text.h"

namespace isnad {

// Marks the sentences of lines that are certainly not the article's own: share
// bars, reading times, notices and heads of links ("see also") as kBoilerplate,
// and the links, which are headlines and may be read as such, as kRelatedLink.
// Links follow a head on its line, or on the lines behind it: on all of them if
// no sentence with a closing mark comes any more, else on the next.
void MarkBoilerplate(absl::string_view folded, const std::vector<Token>& tokens,
                     std::vector<Sentence>& sentences);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_NORMALIZE_BOILERPLATE_H_
