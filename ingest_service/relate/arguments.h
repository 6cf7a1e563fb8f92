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
  std::vector<EntityIndex> products;
  // How they were found, a literal for people.
  const char* how = "";
};

// The products of the clause around a trigger, else of its sentence, else
// those that a word like "these chips" points back to.
Goods FindGoods(const DocumentContext& context, ItemRange sentence,
                ItemRange clause);

// The products that a clause names itself.
Goods NamedGoods(const DocumentContext& context, ItemRange clause);

// The named buyers and sellers in the clause of a trigger, and those whose
// goods its sentence names before. Speakers are none.
std::vector<EntityIndex> FindParties(const DocumentContext& context,
                                     ItemRange sentence, ItemRange clause,
                                     const std::vector<Report>& reports);

// The countries that goods go to, as ISO codes: those named with "to", "in" or
// as a market in the clause, else in the sentence; the deciding state is none.
std::vector<std::string> FindDestinations(const DocumentContext& context,
                                          ItemRange sentence, ItemRange clause,
                                          const std::string& jurisdiction);

// The countries that the goods of the whole document go to: those its sentences
// name most as destinations; empty if none is named.
std::vector<std::string> MainDestinations(const DocumentContext& context);

// The words that state a condition, within a range; empty if none.
ItemRange FindCondition(const DocumentContext& context, ItemRange range);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_ARGUMENTS_H_
