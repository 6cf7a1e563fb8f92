#ifndef ISNAD_TESTS_REFERENCE_CORPUS_H_
#define ISNAD_TESTS_REFERENCE_CORPUS_H_

#include <string>
#include <vector>

#include "ingest_service/normalize/normalized_text.h"

namespace isnad {

// A document with what people marked in it.
struct CorpusDocument {
  std::string name;
  std::string text;
  // Of mentions and quantities.
  std::vector<TextRange> spans;
  // The sentences that state its facts.
  std::vector<std::string> evidence;
};

// Returns the annotated documents of ../shared/eval, empty where that folder is
// absent.
std::vector<CorpusDocument> LoadCorpus();

}  // namespace isnad

#endif  // ISNAD_TESTS_REFERENCE_CORPUS_H_
