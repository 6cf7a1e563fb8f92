#include "ingest_service/recognize/quantity_vocabulary.h"

#include <algorithm>
#include <cstdint>

#include "ingest_service/recognize/quantity_currencies.h"
#include "ingest_service/recognize/quantity_vocabulary_builder.h"

namespace isnad {

QuantityVocabulary::QuantityVocabulary(const Lexicon& lexicon) {
  QuantityVocabularyBuilder builder(this);
  for (const lexicon::v1::QuantityWord& word : lexicon.quantity_words()) {
    builder.AddWord(word);
  }
  AddCurrencyNames(lexicon, builder);
  builder.Finish();
}

absl::Span<const Meaning> QuantityVocabulary::MeaningsOfPhrase(
    uint64_t key) const {
  const auto found = phrases_.find(key);
  if (found == phrases_.end()) return {};
  return absl::MakeConstSpan(meanings_).subspan(found->second.begin,
                                                found->second.count);
}

}  // namespace isnad
