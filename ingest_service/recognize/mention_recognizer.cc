#include "ingest_service/recognize/mention_recognizer.h"

#include "ingest_service/recognize/document_names.h"

namespace isnad {

MentionRecognizer::MentionRecognizer(const Catalog& catalog,
                                     const Lexicon& lexicon)
    : catalog_(catalog), names_(catalog, lexicon) {}

MentionRecognizer::Result MentionRecognizer::Recognize(
    const NormalizedText& text) const {
  Result result;
  const DocumentNames names(catalog_, names_, text);
  result.mentions = names.Choose();
  return result;
}

}  // namespace isnad
