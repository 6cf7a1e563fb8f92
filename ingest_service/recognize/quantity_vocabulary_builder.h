#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_VOCABULARY_BUILDER_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_VOCABULARY_BUILDER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "ingest_service/recognize/quantity_vocabulary.h"

namespace isnad {

// Compiles words into a vocabulary. Words may come in any order; the same word
// may come with several meanings.
class QuantityVocabularyBuilder {
 public:
  explicit QuantityVocabularyBuilder(QuantityVocabulary* vocabulary);

  // Adds all forms of an entry of the lexicon.
  // REQUIRES: CheckQuantityWord() finds nothing wrong with it.
  void AddWord(const lexicon::v1::QuantityWord& word);

  // Adds one form of a word, which may have several tokens.
  void AddForm(absl::string_view form, const Meaning& meaning);

  // Returns the index of a name, which is added where it is new.
  int32_t NameIndex(absl::string_view name);

  // Adds the clitics. Nothing can be added afterwards.
  void Finish();

 private:
  struct Stem {
    std::string folded;
    std::vector<Meaning> meanings;
    uint64_t kinds = 0;
    uint8_t phrase_words = 1;
    bool arabic = false;
    bool article = false;
    // Whether every clitic is worth an entry.
    bool frequent = false;
  };

  Meaning MeaningOf(const lexicon::v1::QuantityWord& word);
  bool SetNamed(const lexicon::v1::QuantityWord& word, Meaning& meaning);
  bool SetParts(const lexicon::v1::QuantityWord& word, Meaning& meaning);
  void AddForms(const lexicon::v1::QuantityWord& word, Meaning meaning);
  void JoinArticles();
  void AddClitics(const Stem& stem, QuantityVocabulary::Word word);
  void AddSurface(absl::string_view surface,
                  const QuantityVocabulary::Word& word);

  QuantityVocabulary* const vocabulary_;
  absl::flat_hash_map<uint64_t, Stem> stems_;
  absl::flat_hash_map<uint64_t, std::vector<Meaning>> phrases_;
  absl::flat_hash_map<std::string, int32_t> name_index_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_VOCABULARY_BUILDER_H_
