#ifndef ISNAD_INGEST_SERVICE_RELATE_ARGUMENTS_H_
#define ISNAD_INGEST_SERVICE_RELATE_ARGUMENTS_H_

#include <string>
#include <vector>

#include "ingest_service/relate/document_context.h"
#include "ingest_service/relate/reports.h"

namespace isnad {

// What a decision speaks of.
struct Goods {
  // False: neither a chip nor a word that points to one is there.
  bool found = false;
  // Empty: chips in general.
  Entities products;
  // How they were found, a literal for people.
  const char* how = "";
};

// The products of the clause around a trigger, else of its sentence, else
// those that a word like "these chips" points back to.
Goods FindGoods(const DocumentContext& context, ItemRange sentence,
                ItemRange clause);

// Whether chips are named as what machines make: «machines for the making of
// A», «equipment of chips».
bool IsOfEquipment(const DocumentContext& context, ItemRange range,
                   uint32_t item);

// The products that a clause names itself.
Goods NamedGoods(const DocumentContext& context, ItemRange clause);

// Whether an item is a count of a noun, named as its English word: «400
// thousand units», «40 countries».
bool Counts(const DocumentContext& context, const Item& item,
            absl::string_view noun);

// Whether a word ends in the feminine ta, which folding makes the letter of a
// pronoun.
bool EndsInTaMarbuta(const DocumentContext& context, const Item& item);

// Whether a word, or the first of a phrase, ends as "her" and "its" do.
bool EndsInFemininePronoun(const DocumentContext& context, const Item& item);

// Whether an item is of a class. Names and counts of chips are of the class of
// chips, names of lists and rules of the classes of those.
inline bool Matches(const DocumentContext& context, uint32_t item,
                    const WordClasses& classes) {
  const Item& it = context.At(item);
  return it.Is(classes) || (it.like != WordLike::kNone &&
                            context.words.ClassesOf(it.like).HasAnyOf(classes));
}

// Every class that Matches() may find in a range.
WordClasses ClassesIn(const DocumentContext& context, ItemRange range);

// Whether an item of a range is.
bool HasClass(const DocumentContext& context, ItemRange range,
              const WordClasses& classes);

// The named buyers and sellers in the clause of a trigger, and those whose
// goods its sentence names before: by a name beside them, or because they make
// the `products` decided on. Speakers are none, nor are those whose goods a
// condition names.
Entities FindParties(const DocumentContext& context, ItemRange sentence,
                     ItemRange clause, ItemRange condition,
                     const Entities& products,
                     const std::vector<Report>& reports);

// Whether a firm is named only as where words or figures come from: «according
// to X», «the analyst of X», «the analyst at X».
bool IsSourceOfWords(const DocumentContext& context, ItemRange range,
                     uint32_t firm);

// The firm named last in a range that may be a party; kNoEntity if none is.
EntityIndex FirmBefore(const DocumentContext& context, ItemRange range,
                       const std::vector<Report>& reports);

// The firm that «the company» in a clause stands for: the last that its
// sentence names before, of the nationality that stands beside. kNoEntity if
// none is.
EntityIndex FirmPointedTo(const DocumentContext& context, ItemRange sentence,
                          ItemRange clause);

// The firm that «the company» at an item stands for: the last that its
// sentence, else the document, names before, of the nationality that stands
// beside. kNoEntity if none is.
EntityIndex CompanyMeant(const DocumentContext& context, uint32_t noun);

// The words that state a condition, within a range; empty if none.
ItemRange FindCondition(const DocumentContext& context, ItemRange range);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_ARGUMENTS_H_
