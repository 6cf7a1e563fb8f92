#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_CURRENCIES_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_CURRENCIES_H_

#include <string>

#include "ingest_service/lexicon/lexicon.h"
#include "ingest_service/recognize/quantity_vocabulary_builder.h"

namespace isnad {

// Adds the Arabic names of all currencies that CLDR has (ICU's data), in every
// plural category, and those with an adjective of nationality also with every
// form that the lexicon has of their noun: CLDR's "riyal, Qatari" becomes
// "riyals, Qatari", and so on.
void AddCurrencyNames(const Lexicon& lexicon,
                      QuantityVocabularyBuilder& builder);

// Returns how many decimals a currency is reckoned in, by its ISO 4217 code
// (CLDR: 2 for AED, 3 for KWD); 0 also where that is not known.
int CurrencyDecimals(const std::string& code);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_CURRENCIES_H_
