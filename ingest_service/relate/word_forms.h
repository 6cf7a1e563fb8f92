#ifndef ISNAD_INGEST_SERVICE_RELATE_WORD_FORMS_H_
#define ISNAD_INGEST_SERVICE_RELATE_WORD_FORMS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "isnad/lexicon/v1/relate.pb.h"

namespace isnad {

// What a form of a word says besides its meaning. A set of bits.
enum FormFlag : uint32_t {
  kFormPast = 1u << 0,
  kFormPresent = 1u << 1,
  kFormFuture = 1u << 2,  // with the future's sin before it
  kFormMasdar = 1u << 3,
  kFormParticiple = 1u << 4,
  kFormNoun = 1u << 5,
  kFormFixed = 1u << 6,
  kFormDefinite = 1u << 7,      // with the article
  kFormPronoun = 1u << 8,       // with a pronoun behind it
  kFormAnd = 1u << 9,           // with waw or fa before it
  kFormBi = 1u << 10,           // with the preposition ba before it
  kFormLi = 1u << 11,           // with lam before it
  kFormKa = 1u << 12,           // with kaf before it
  kFormPlural = 1u << 13,       // third person plural
  kFormWe = 1u << 14,           // first person plural
  kFormAccusative = 1u << 15,   // indefinite accusative of a noun
  kFormNationality = 1u << 16,  // an adjective of nationality, no name

  kFormFinite = kFormPast | kFormPresent | kFormFuture,
  kFormPreposition = kFormBi | kFormLi | kFormKa,
};

// One written form of a lemma, folded; words of a phrase are parted by one
// space.
struct WordForm {
  std::string folded;
  uint32_t flags = 0;
};

// Returns every form of a lemma, each once. Over-generates: a form that
// nobody writes does no harm.
std::vector<WordForm> FormsOf(const lexicon::v1::Lemma& lemma);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_WORD_FORMS_H_
