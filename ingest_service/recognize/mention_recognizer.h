#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_MENTION_RECOGNIZER_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_MENTION_RECOGNIZER_H_

#include <vector>

#include "ingest_service/catalog/catalog.h"
#include "ingest_service/lexicon/lexicon.h"
#include "ingest_service/normalize/normalized_text.h"
#include "ingest_service/recognize/entity_names.h"
#include "ingest_service/recognize/entity_resolver.h"
#include "ingest_service/recognize/reading.h"
#include "isnad/v1/entity.pb.h"

namespace isnad {

// Finds the mentions of entities in a document: the names of the catalog in all
// their spellings, nationality adjectives, governments, and names that only
// their context makes known. A pure function of catalog, lexicon and text.
// Thread-safe.
//
//   MentionRecognizer recognizer(*catalog, *lexicon);
//   MentionRecognizer::Result result = recognizer.Recognize(text);
class MentionRecognizer {
 public:
  struct Result {
    // In text order, not overlapping.
    std::vector<EntityMention> mentions;
    // Entities found by their context; the mention's index minus
    // Catalog::size() is the place here.
    std::vector<v1::Entity> discovered;
  };

  // Both must outlive the recognizer.
  MentionRecognizer(const Catalog& catalog, const Lexicon& lexicon);

  // As above, with names that were made of the same catalog and lexicon.
  MentionRecognizer(const Catalog& catalog, EntityNames names);

  Result Recognize(const NormalizedText& text) const;

 private:
  const Catalog& catalog_;
  EntityNames names_;
  EntityResolver resolver_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_MENTION_RECOGNIZER_H_
