#include "ingest_service/normalize/normalizer.h"

#include <utility>

#include "absl/strings/string_view.h"
#include "ingest_service/normalize/boilerplate.h"
#include "ingest_service/normalize/normalized_text.h"
#include "ingest_service/normalize/scanner.h"
#include "ingest_service/normalize/sentence_splitter.h"

namespace isnad {

NormalizedText Normalizer::Normalize(absl::string_view text) const {
  NormalizedText::Parts parts = ScanText(text, table_);
  parts.sentences = SplitSentences(parts.folded, parts.tokens, parts.breaks);
  MarkHeadlines(parts.folded, parts.tokens, parts.sentences);
  MarkBoilerplate(parts.folded, parts.tokens, parts.sentences);
  return NormalizedText(text, table_, std::move(parts));
}

}  // namespace isnad
