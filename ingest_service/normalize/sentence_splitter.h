#ifndef ISNAD_INGEST_SERVICE_NORMALIZE_SENTENCE_SPLITTER_H_
#define ISNAD_INGEST_SERVICE_NORMALIZE_SENTENCE_SPLITTER_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "ingest_service/normalize/normalized_text.h"

namespace isnad {

// Splits tokens into sentences. A line break always ends one. Within a line
// these do, where white space or the end of the line follows, and marks that
// can not begin a sentence do not:
//   ?  !  (also doubled)
//   .  unless it ends an abbreviation, a single letter or a list number
//   .. only before a question; elsewhere it is a pause in a headline
//   ...  of three dots or the one sign, where it touches the word before
// Quotation marks and brackets that close behind the mark belong to the
// sentence; a bullet begins one. A full stop between two long Arabic words
// ends a sentence even without white space.
//
// The dateline that opens a line is a sentence of its own. Every token is in
// exactly one sentence; none is empty. Kinds are kProse or kDateline. `breaks`
// are as those of NormalizedText.
std::vector<Sentence> SplitSentences(absl::string_view folded,
                                     const std::vector<Token>& tokens,
                                     const std::vector<uint32_t>& breaks);

// Marks the lines without closing mark that stand before other text as
// kHeadline, save list items.
void MarkHeadlines(absl::string_view folded, const std::vector<Token>& tokens,
                   std::vector<Sentence>& sentences);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_NORMALIZE_SENTENCE_SPLITTER_H_
