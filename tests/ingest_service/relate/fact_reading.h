// Reads the facts of a text with the built-in catalog and lexicon.
#ifndef ISNAD_TESTS_INGEST_SERVICE_RELATE_FACT_READING_H_
#define ISNAD_TESTS_INGEST_SERVICE_RELATE_FACT_READING_H_

#include <memory>
#include <string>
#include <utility>

#include "common/text/fold.h"
#include "ingest_service/catalog/catalog.h"
#include "ingest_service/lexicon/lexicon.h"
#include "ingest_service/normalize/normalizer.h"
#include "ingest_service/recognize/mention_recognizer.h"
#include "ingest_service/recognize/quantity_recognizer.h"
#include "ingest_service/relate/relater.h"

namespace isnad {

// Loaded once for all tests of a program.
struct FactReaders {
  std::unique_ptr<Catalog> catalog = *Catalog::Load({});
  std::unique_ptr<Lexicon> lexicon = *Lexicon::Load({});
  MentionRecognizer mentions{*catalog, *lexicon};
  QuantityRecognizer quantities{*lexicon};
  Relater relater{*catalog, *lexicon};
};

inline v1::Analysis ReadFacts(const std::string& text) {
  static const FactReaders* const readers = new FactReaders;
  const Normalizer normalizer(DefaultFoldTable());
  const NormalizedText normalized = normalizer.Normalize(text);
  MentionRecognizer::Result names = readers->mentions.Recognize(normalized);
  Reading reading;
  reading.mentions = std::move(names.mentions);
  reading.discovered = std::move(names.discovered);
  v1::Analysis facts;
  reading.quantities = readers->quantities.Recognize(
      normalized, reading.mentions, {}, *facts.mutable_quantities());
  readers->relater.Relate(normalized, reading, nullptr, facts);
  return facts;
}

}  // namespace isnad

#endif  // ISNAD_TESTS_INGEST_SERVICE_RELATE_FACT_READING_H_
