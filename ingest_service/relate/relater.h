#ifndef ISNAD_INGEST_SERVICE_RELATE_RELATER_H_
#define ISNAD_INGEST_SERVICE_RELATE_RELATER_H_

#include <memory>

#include "ingest_service/catalog/catalog.h"
#include "ingest_service/lexicon/lexicon.h"
#include "ingest_service/normalize/normalized_text.h"
#include "ingest_service/recognize/reading.h"
#include "ingest_service/relate/trace.h"
#include "isnad/v1/analysis.pb.h"

namespace isnad {

// What a document states, in text order. Resource names are left empty; the
// entities are named `entities/{entity}`.
struct Facts {
  std::vector<v1::Decision> decisions;
  std::vector<v1::Figure> figures;
  std::vector<v1::Statement> statements;
  std::vector<v1::Relation> relations;
};

// Reads what a document states: who allowed what to whom, how much, according
// to whom. A pure function of catalog, lexicon, text and reading; one pass,
// linear in the document. Thread-safe. Does not own catalog and lexicon.
//
//   Relater relater(*catalog, *lexicon);
//   relater.Relate(text, reading, nullptr, analysis);
class Relater {
 public:
  // Both must outlive it.
  Relater(const Catalog& catalog, const Lexicon& lexicon);
  ~Relater();

  // Adds decisions, figures, statements and relations to `analysis`, each in
  // text order. Resource names are left empty; the entities are named
  // `entities/{entity}`. Fills `trace`, unless it is null, with what became of
  // each sentence.
  void Relate(const NormalizedText& text, const Reading& reading,
              ReadingTrace* trace, v1::Analysis& analysis) const;

 private:
  struct Knowledge;
  const std::unique_ptr<const Knowledge> knowledge_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_RELATER_H_
