#include "ingest_service/relate/vocabulary.h"

namespace isnad {

Vocabulary::Vocabulary(const lexicon::v1::RelateSection& section)
    : table(section), rules(section) {}

}  // namespace isnad
