#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_RECOGNIZER_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_RECOGNIZER_H_

#include <vector>

#include "ingest_service/lexicon/lexicon.h"
#include "ingest_service/normalize/normalized_text.h"
#include "ingest_service/recognize/quantity_vocabulary.h"
#include "ingest_service/recognize/reading.h"
#include "isnad/v1/ingest_service.pb.h"

namespace isnad {

// Finds amounts of money, percentages, counts, durations, dates and measures.
// Immutable, thread-safe.
//
//   QuantityRecognizer recognizer(*lexicon);
//   for (const QuantityReading& reading : recognizer.Recognize(
//            normalized, mentions, {}, *analysis.mutable_quantities())) ...
class QuantityRecognizer {
 public:
  // Compiles the quantity section of the lexicon, which may go afterwards.
  explicit QuantityRecognizer(const Lexicon& lexicon);

  // Takes out the names of one word that the text spells as a number: «two
  // hundred» before a noun has the letters of Meta but for its hamza, which
  // names are matched without.
  void RemoveSpelledNumbers(const NormalizedText& text,
                            std::vector<EntityMention>& mentions) const;

  // Fills `messages`, which is empty, with the quantities of a text in text
  // order, and returns where each of them stands. Numbers inside of `mentions`
  // (names, in text order) are none of them.
  //
  // With `reference_time`, its UTC day is the day that relative dates count
  // from, and words for days are dates too.
  //
  // With `bare_numbers` the text is read as other recognizers do: numbers and
  // ordinals that count nothing come back too, and so do the numbers of sums,
  // measures and durations; words for days, days without a
  // month and the like are dates; the word "day" is not part of a weekday's
  // span, nor what is counted part of a count's; cents alone are counted in
  // cents (code "USX"); a range or qualified sum of money comes back a second
  // time as a whole, without amount; and, if there is a reference time too,
  // durations are in seconds and dates without a year lie in the future.
  // Quantities may then overlap.
  std::vector<QuantityReading> Recognize(
      const NormalizedText& text, const std::vector<EntityMention>& mentions,
      const v1::AnalyzeOptions& options, QuantityMessages& messages) const;

 private:
  const QuantityVocabulary vocabulary_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_RECOGNIZER_H_
